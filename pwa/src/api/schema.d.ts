/** Made from /openapi.json by `npm run api`; never edited by hand. */
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of the platform: they sign trust lists, status lists, bundles and receipts. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeySet"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwt-vc-issuer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** SD-JWT VC issuer metadata of the platform itself. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuerMetadata"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwt-vc-issuer/issuers/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /** SD-JWT VC issuer metadata of one issuer, whose `iss` is the base URL + /issuers/ + its code. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuerMetadata"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** RFC 8414 metadata of the authorisation server that wallets ask for tokens. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        /** The same, of an issuer whose identifier has a path. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-credential-issuer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** OpenID4VCI metadata of the credential issuer: signed when Accept prefers a JWT, texts by Accept-Language. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-credential-issuer/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                path: string;
            };
            cookie?: never;
        };
        /** The same, of an issuer whose identifier has a path. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    path: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Walk every chain of the audit log, hold it against the signed checkpoints, and name each break. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Report"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Audit entries, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    /** @description Such as `certificate.issued` */
                    action?: string | null;
                    subject?: string | null;
                    person_id?: string | null;
                    /** @description First day in China */
                    from?: string | null;
                    /** @description Last day in China */
                    to?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["EntrySchemaPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/desktop-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A QR code and a number for a desktop's screen; nothing is written, and both are good for two minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopAsked"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/desktop-requests/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the request is, for the desktop that asked. */
        get: {
            parameters: {
                query?: never;
                header: {
                    "X-Desktop-Secret": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/desktop-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign the desktop in once the phone approved, for eight hours, or half an hour without use; it has no key. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DesktopSecret"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopSignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/kiosk-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make this machine the kiosk. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SetupCode"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/one-time-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a sign-in code to a phone. The answer is the same whether or not the phone has an account. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CodeRequest"];
                };
            };
            responses: {
                /** @description Accepted */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CodeSent"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkey-challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to sign in with a passkey: no phone number is asked; nothing is written. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyOptions"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/passkey-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a citizen in with a passkey; every refusal looks the same. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeySignIn"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * New tokens for the refresh cookie and its CSRF value. A refresh token used twice ends the whole sign-in, unless
         *     it is the same attempt again, whose answer was lost on the way.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "X-CSRF-Token"?: string;
                    /** @description A random name of this attempt, kept before asking; the next X-CSRF-Token */
                    "X-Refresh-Attempt"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign a citizen in with the code sent to the phone; the account is made at the first sign-in. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PhoneSignIn"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out: every token of this sign-in ends. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/staff-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign an employee in with login, password and a one-time password, which works once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StaffSignIn"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Batches with what became of their rows, newest first: a department sees its own, an operator all. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShownPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a batch of all records of a type that this department imported and that wait for a certificate. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BatchRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a batch of a file: the body is the CSV or XLSX itself. A worker reads it; larger ones go by the command. */
        post: {
            parameters: {
                query: {
                    /** @description Id of the certificate type, such as resident-id */
                    type: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description A CSV or XLSX file of at most 8 MiB; headings as in the type's columns */
            requestBody: {
                content: {
                    "application/octet-stream": string;
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        /** One batch. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a batch run that waits for a second person: not for whoever made it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a batch: what it issued stands, the rest is not issued. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/failed-rows": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        /** The rows that failed as a CSV: row, column, code, what is wrong in Chinese and English, the value masked. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/csv": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No further chunk is begun until it is resumed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{batch_id}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                batch_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a paused batch go on, or one that stopped by itself. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    batch_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchShown"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The bundle: everything a gate without network needs for the day, in one signed file.
         * @description With `regions=none` it carries no other region, and its number is of another count: what other regions fetch.
         */
        get: {
            parameters: {
                query?: {
                    regions?: "all" | "none";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bundle/delta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed since the bundle that a gate holds, signed; or the whole bundle, when that is old or saves little.
         * @description The header's `typ` says which: liangma-bundle-delta+jwt or liangma-bundle+jwt.
         */
        get: {
            parameters: {
                query: {
                    number: number;
                    iat: number;
                    trust_list: string;
                    types: string;
                    status_lists: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This window's own cases of a day, or of all days, newest first, so that a clerk can go on. Names nobody. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    /** @description Day in China; today when not given */
                    day?: string | null;
                    /** @description Whenever they were opened */
                    all_days?: boolean;
                    mark?: "none" | "yellow" | "red" | null;
                    state?: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended" | null;
                    /** @description Whether no material is missing or deferred */
                    ready?: boolean | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Open a case for a matter; every material that applies is missing until a scan says otherwise. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CaseBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** A case of this window. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept the case: nothing is missing, and the time limits begin. Its certificates are weighed again.
         * @description What ceased to be valid since it was scanned is missing again, and is named (materials_missing).
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ActBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/agent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an agent whose code was scanned by mistake, before the acceptance. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Correct what was answered about the situation, before the acceptance; the materials follow. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswersBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/applicant": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Name the applicant by the letter that their agent brought; the person is told at once.
         * @description Only with an agent whose code was accepted, and while nobody is the applicant. Every mismatch has the same answer.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LetterBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/deferral": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept the case with a gap: all that is missing follows by its day, and then the time limits begin. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ActBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Type into the form of a case begun here: all typed fields at once. What a certificate says is not typed. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FormBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/materials/{material_code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
                material_code: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Note that a material was handed in on paper, or take the note back. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                    material_code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MaterialBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/missing-notice": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** All that is missing, told at once: form, where to get it, last day, consequence. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MissingNotice"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/proof-requests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a proof for the applicant, on the code they showed to this case a moment ago.
         * @description Issued, or standing already: it is in the case at once, and the material is struck off. Else an officer answers.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AskBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AskedProof"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** The kinds of proof that would spare what this case still lacks, and whether one may be asked for now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseProofs"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/scans": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a code for the case and strike off what its certificates stand for; scanning again adds.
         * @description Verdict, exemptions, form and audit entry are written together or not at all. A refused code changes nothing in the
         *     case; one of a person who is not the applicant is refused (holder_mismatch) unless the matter has a use for it.
         *     With the role `agent` the code says who acts for the applicant, and counts for what is asked of the agent alone.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ScanBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ScanAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/sealed-copies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** The sealed copies that were made in this case, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopies"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a sealed copy of a certificate that was shown to this case in the last half hour. Its holder is told. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CopyBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopy"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{case_no}/sealed-copies/{copy_id}/prints": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
                copy_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The PDF of a copy that was made in this case, to print it at the desk. Each fetch is logged. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                    copy_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificate-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All certificate types with their fields and views, by number. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TypeList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificate-types/{type_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_id: string;
            };
            cookie?: never;
        };
        /** One certificate type with its fields and views. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TypeDescription"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issue a certificate of a type that this department may issue; one for each holder that the fields name. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["IssueRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateStates"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/look-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find this department's own certificate by its printed number. Each look-up is logged for the holder. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LookUpRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateStates"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        /** One of the holder's own certificates with every field in full. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Card"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change fields of a valid certificate: a new version is issued and the old one ends, at once. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        /** The certificate's offers, newest first: which were taken, when, and how many copies stand. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Offers"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Offer one of the holder's certificates to another wallet: a QR code and, apart from it, six digits. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewOffer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/renewals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Renew a valid certificate: a new version with a new period, from today unless the fields say otherwise. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RenewalRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/resumptions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift the suspension of a certificate. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a certificate for good: withdrawn, cancelled, lapsed, transferred or revoked. Nothing brings it back.
         * @description More in a day than an employee may end alone: 403, and `POST /api/v1/revocations` asks a colleague.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RevocationRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/suspensions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a valid certificate until it is resumed; verifiers learn at once, offline ones with the next list. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Reason"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CertificateState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/certificates/{certificate_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                certificate_id: string;
            };
            cookie?: never;
        };
        /** All versions of a certificate and the reason of each change: for its holder and for its issuer. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    certificate_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Versions"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a challenge to show; a code that answers it is for this verifier only, once, within three minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChallengeAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitment-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was promised to my office and is still to be checked, the first due first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    mark?: "none" | "yellow" | "red" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/commitment-checks/{case_no}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what the check found. Failed: what was issued on the promise is withdrawn, and the applicant is barred. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CheckBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckLine"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies/{organisation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: string;
            };
            cookie?: never;
        };
        /** An organisation that I manage: its roles and invitations, and which certificates it holds. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    organisation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies/{organisation_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: string;
            };
            cookie?: never;
        };
        /** What was done about the roles, by whom, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path: {
                    organisation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyLogLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/companies/{organisation_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite somebody to a role, by name and citizen number or by a link. Nobody learns whether a number is known. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    organisation_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CompanyInvitationBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewInvitation"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company-freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The freezes of my department, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyFreezeAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Freeze the roles of an organisation that my department registers, at once. Another employee ends it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CompanyFreezeBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyFreezeAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company-freezes/{freeze_id}/lifting": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                freeze_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a freeze that a colleague of my department made. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    freeze_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyFreezeAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company-members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a role or an invitation, at once and for good. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    member_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyMemberAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/company-members/{member_id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm a role that waits: taken by link, or given under another legal representative. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    member_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CompanyMemberAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The holder's own devices that are not removed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register the phone whose key signed the proof. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeviceProof"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The nonce and audience that the next device proof must carry. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceChallengeAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{device_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one of the holder's devices for good; its codes are refused from now on. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Give one of the holder's devices another name. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DeviceName"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeviceAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/devices/{device_id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                device_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A fresh copy of one certificate for this phone to present once, as a wallet does: SD-JWT VC, bound to its key. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    device_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CopyRequest"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PhoneCopy"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duty-checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The checks of my office, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyCheckAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask to look under a legal duty. Another employee of my office decides; nothing is looked up before. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DutyBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duty-checks/{check_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        /** One check of my office: ground, case number, reason, and how it stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duty-checks/{check_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what a colleague asked. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duty-checks/{check_id}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** See what was approved, once. The holder learns of it, at once or when the ground says. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyReading"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duty-checks/{check_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                check_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what a colleague asked, with the reason. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    check_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DutyRefusalBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DutyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What my department entered, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyRecordAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Enter a death or its correction, a guardian or their end, a dispute or its end. A colleague approves it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FamilyRecordBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyRecordAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-records/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        /** One record of my department, and how it stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    record_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyRecordAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-records/{record_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve what a colleague entered; it takes effect at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    record_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyRecordAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/family-records/{record_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what a colleague entered, with the reason. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    record_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FamilyRefusalBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FamilyRecordAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bad ratings to be followed up, the first due first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "open" | "closed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FollowUpPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{follow_up_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                follow_up_id: string;
            };
            cookie?: never;
        };
        /** One follow-up. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    follow_up_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FollowUpAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{follow_up_id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                follow_up_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a call, whether somebody was reached or not. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    follow_up_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CallBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FollowUpAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{follow_up_id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                follow_up_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close it with a result and words for the rater; then whom to call is forgotten. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    follow_up_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClosingBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FollowUpAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{follow_up_id}/number-readings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                follow_up_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The number to call. Each reading is logged, and none is possible once the follow-up is closed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    follow_up_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NumberAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read my certificates, where, when, for which matter and which fields; refused reads too. Never a value. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    certificate_id?: string | null;
                    verifier_kind?: "window" | "partner" | null;
                    outcome?: "accepted" | "rejected" | null;
                    /** @description First day (in China), included */
                    from?: string | null;
                    /** @description Last day (in China), included */
                    to?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReadAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/import-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Imports with their counts, newest first: a department sees its own, an operator all. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImportRunShownPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/issuers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issuers, the types each may sign and the state of every key: a department sees its own, other staff all. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IssuerList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/issuers/{code}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce a key: the trust list names it as pending, and nothing that it signs is believed yet. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewKeyBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewKeyAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/key-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was asked about issuers' keys and rights, by whom, and who decided. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDecisionPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask to activate, rotate or give up a key, or to change what an issuer may sign; another person has to agree.
         * @description Giving up a key as compromised suspends it at once: it signs nothing and is not believed.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyDecisionBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDecisionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/key-decisions/{decision_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to what somebody else asked for: it is done at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    decision_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDecisionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/key-decisions/{decision_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what somebody else asked for. A key that was suspended goes on as before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    decision_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeyRefusalBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDecisionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/key-decisions/{decision_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                decision_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what one asked for. A declared compromise cannot be taken back. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    decision_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeyDecisionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this machine is called, and where it stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ThisKiosk"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/desktop-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A QR code and a number by which a phone says who stands at this kiosk; good for two minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopAsked"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody says who they are: by a phone's code, a printed one, or an approved request. Ends the visit before. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VisitBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/visits/{visit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        /** The person's certificates, masked, and cases. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** The person leaves; what the kiosk showed is reached no more. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/visits/{visit_id}/continuation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The person is still there: three more minutes, fifteen in all. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VisitState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/visits/{visit_id}/matters/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
                code: string;
            };
            cookie?: never;
        };
        /** What a matter needs, and what of it the person has already. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    visit_id: string;
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NeededAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosk/visits/{visit_id}/printed-codes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                visit_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code on paper for one matter, this day, one use; windows take it in place of the phone's. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    visit_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KioskPrintBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Paper"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All kiosks, stopped ones too. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KioskList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Register a kiosk in a hall; the code that sets its machine up is shown once. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewKiosk"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KioskWithCode"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosks/{kiosk_id}/setup-codes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new set-up code; the machine that was set up before is out. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kiosk_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KioskWithCode"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kiosks/{kiosk_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kiosk_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a kiosk for good, at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    kiosk_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/legal-grounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grounds in law that my office has, with what each permits. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LegalGroundList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trust list, the status lists and the bundle as they stand now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ListsAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checkpoints in the order of their numbers, from `from` on; `next` is where the next page begins. */
        get: {
            parameters: {
                query?: {
                    from?: number;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckpointPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/checkpoints/latest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest signed checkpoint of the log: sizes, last hashes and roots of its chains. Keep it: a log that was
         *     rewritten does not continue it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/checkpoints/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        /** A checkpoint by its number, as it was signed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    number: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/log/continuity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The proofs (RFC 9162, 2.1.4), by chain, that checkpoint number `to` continues checkpoint number `from`. */
        get: {
            parameters: {
                query: {
                    from: number;
                    to: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Continuity"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matter-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every matter there ever was, by code: its newest version, and whether it is on offer. */
        get: {
            parameters: {
                query?: {
                    /** @description Without it: offered or not */
                    offered?: boolean | null;
                    cursor?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterVersionPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find matters by words, pinyin or initials, best first; without `q`, all by code. */
        get: {
            parameters: {
                query?: {
                    /** @description Words, pinyin or initials */
                    q?: string | null;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /**
         * One matter: materials, which certificates replace each and by which view, form, rules in words, limits, fee.
         * @description With `version` the one that a case was begun with, even if it is no longer offered.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Without it: the version on offer */
                    version?: number | null;
                };
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{code}/checks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a text, and what it would change; nothing is saved. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MatterDraftBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterDraftAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{code}/retirement": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take the matter off the offer; its cases go on. Saving a version offers it again. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MatterRetireBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterVersionLine"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{code}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        /** The versions of one matter, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterVersionList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Save a text as the next version, which is on offer from now on. Cases keep the version they were opened with. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    code: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MatterSaveBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterVersionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/matters/{code}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
                version: number;
            };
            cookie?: never;
        };
        /** One version with its text in YAML, rules and all. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    code: string;
                    version: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MatterVersionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in actor, masked. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/agencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases in which I act for somebody, as long as I may; nothing of theirs but the masked name. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AgencyList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/applicants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For whom I can apply: myself, and the organisations that I represent. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApplicantList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My cases, and those of organisations that I represent, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begin an application online: a draft, with what my wallet covers. Nothing is disclosed to anybody. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApplicationBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /**
         * One of my cases: state, last days, materials, all that is missing, and what was done when.
         * @description Of a draft begun online also what my wallet covers: which certificate would strike off which material, fill which
         *     field, and which of its fields the office would see.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/agent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Let somebody act for me in this case until a day, signed by my phone; in place of whom I named before.
         * @description Their own code brings the case to a window, and stands for the letter. They can neither promise nor consent for me.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AppointmentBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Take it back at once. What was handed in already stays. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/commitment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** What I am to read and sign so that my promise stands for materials, and what became of it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseCommitmentAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Promise, signed with my phone's key. A case at a window that then lacks nothing is accepted and decided at once.
         * @description Refused while I am barred because an earlier promise was false.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CommitmentBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CaseCommitmentAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/consent-request/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Yes, signed by my phone, to what the office asks for: it sees those fields, and the case is weighed again. Or no.
         * @description A part of a case is answered by its own number. The answer is the whole case.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConsentAnswerBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/form": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Type into the form: all typed fields at once. What a certificate of the case says is not typed. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FormBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** The offers of what the case is to end in, newest first: which wallets took one, and which of them wait. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Offers"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Offer the certificate that an open case is to end in: the other wallet gets it once it is issued. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewOffer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** How I rated this case, and what followed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRatingAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Rate one of my cases, once; the office does not learn who. A bad level opens a follow-up.
         * @description The case number is key enough: a second time is 409 `already_rated`, and no key is kept that names who rated when.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RatingBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRatingAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/rating/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say once whether a closed follow-up settled it; the rating stays as it is. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AnswerBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRatingAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/submission": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign and send: the certificates named are disclosed to the office of the matter and weighed as of now.
         * @description Nothing missing: the case is accepted. Otherwise it stays a draft that names what is missing and goes on here or at
         *     a window; with `defer` it is accepted with a gap where the matter allows that.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SubmissionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/cases/{case_no}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw one of my cases; it is not decided any more. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ActBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The holder's certificates, masked, without anything to show them with: for a browser that has no key. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Cards"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The organisations whose roles I give, and my own roles and invitations. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCompanies"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/company-roles/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the link of an invitation: it is mine from now on, and nobody else's. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CompanyClaimBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCompanyRole"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/company-roles/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Leave the role, at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    member_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCompanyRole"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/company-roles/{member_id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes. Invited by name, I have the role at once; by link, when the organisation has confirmed it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    member_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCompanyRole"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/company-roles/{member_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                member_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    member_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyCompanyRole"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Everything that is kept about me, opened, and who read it: a file to keep. From a phone only; the log knows it.
         * @description Of each table the newest 1,000 rows; `more` says how many are left out.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnData"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I lent, or what was lent to me, newest first. */
        get: {
            parameters: {
                query: {
                    limit?: number;
                    cursor?: string | null;
                    side: "lent" | "borrowed";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Lend certificates of mine: my phone signs to whom and on which terms. They wait until the other side accepts.
         * @description The answer is the same whether there is such a person or organisation or not.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LendBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a link: if it was made for my name, it is mine to accept, and nobody else's. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LinkBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/{delegation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation_id: string;
            };
            cookie?: never;
        };
        /** One delegation: who lends what to whom, on which terms, what it was used for, and what I may do. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delegation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/{delegation_id}/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept: the certificates stand in my wallet, as somebody else's. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delegation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/{delegation_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse. The lender reads that nobody accepted when the time to answer is over. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delegation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/{delegation_id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give back what was lent to me. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delegation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/delegations/{delegation_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delegation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back what I lent: nothing of it can be shown from now on, nor what was lent on from it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delegation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DelegationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/desktop-requests/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the desktop in, by the number on its screen and this phone's signature. A wrong number ends the request. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DesktopApproval"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/desktop-requests/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What asks to be signed in. From now on only this account can answer. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DesktopReference"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopOpened"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/desktop-requests/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Nobody here asked for it: the request is over. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DesktopReference"];
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/desktops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the holder is signed in without a phone's key. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DesktopList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/desktops/{sign_in_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sign_in_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign a desktop out, at once. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    sign_in_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/guardians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who acts for me as a parent or guardian. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GuardianList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Match the account with a person by name and citizen number; every refusal looks the same. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["IdentityClaim"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Me"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/printed-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The codes that were printed for me, the newest first: where, why, for what, and what became of them. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyPrintedList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/printed-codes/{printed_code_id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                printed_code_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a code that was printed for me. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    printed_code_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My requests for proofs, newest first, whoever sent them. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Ask for a proof about myself: answered by rule at once, or by an officer of the office within its days.
         * @description A proof of the same kind, asked with the same answers and still valid, is the answer (`reused`).
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AskBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof-requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        /** One of my requests: what was asked, by whom, until when it is answered, and the answer with its reasons. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proof-requests/{request_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a request that waits; it is not answered any more. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Seen"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I, or organisations that I represent, can have without applying; and what I said no to and may take back. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proposals/{proposal_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal_id: string;
            };
            cookie?: never;
        };
        /** One of my proposals: what, why, which data were looked at, and what a yes does. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proposals/{proposal_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Yes: the rules are asked again of the records of now, and the certificate is issued at once. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/proposals/{proposal_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                proposal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** No: I am not asked again. Nobody learns of it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Take the no back, as long as the proposal is valid. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    proposal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProposalAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/ratings/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My contacts that I may still rate, newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OpenRatings"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests to me, newest first; `state=waiting`: those that I can answer. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "all" | "waiting";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMeLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open the link of a request: it is mine from now on, and nobody else's. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClaimBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMe"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        /** One request to me: who asks, for what, which fields, until when, what follows a no, and what happened since. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMe"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests/{request_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes: my phone signs exactly what is shown. The same yes again changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConsentBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMe"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Take my yes back: the asker reads nothing any more. Again, it changes nothing. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMe"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/requests/{request_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no. Again, it changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestToMe"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sealed-copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The holder's sealed copies, whoever made them, newest first: what for, for whom, and how often checked. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    certificate_id?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopyPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Make a sealed copy of one of the holder's certificates: a PDF for one purpose, one recipient, until a day. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CopyBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopy"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sealed-copies/{copy_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                copy_id: string;
            };
            cookie?: never;
        };
        /** One sealed copy. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    copy_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopy"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sealed-copies/{copy_id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                copy_id: string;
            };
            cookie?: never;
        };
        /** The sealed PDF, until its last day is over or it is recalled. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    copy_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sealed-copies/{copy_id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                copy_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a sealed copy back: every check says so from now on, and its file is forgotten. Nothing brings it back. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    copy_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealedCopy"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wallet-copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which other wallets took copies of my certificates, when and how many; the last fifty. No field, no copy. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TakenCopiesList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For whom I act: children and wards. Their certificates are in my wallet. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WardList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Confirm with this phone's key that I act for a child of mine. The child's certificates come into my wallet. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WardAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/found": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My children under 18 by the registries' records, whom I have not confirmed yet. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FoundChildren"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/searches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** My child of this name and number, if the records prove it; otherwise one answer for everybody. Limited. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NamedPerson"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FoundChild"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{guardianship_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                guardianship_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Act for them no more. A parent may confirm anew. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    guardianship_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{guardianship_id}/data": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                guardianship_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same about a child under 14, while I act for them; the child's other guardians are told. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    guardianship_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnData"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{guardianship_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                guardianship_id: string;
            };
            cookie?: never;
        };
        /**
         * Who read my ward's certificates, where, when, for which matter, which fields; refused reads too. Never a value.
         * @description Of a child under 14, while I act for them. The log knows it, and the child's other guardians are told.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    certificate_id?: string | null;
                    verifier_kind?: "window" | "partner" | null;
                    outcome?: "accepted" | "rejected" | null;
                    /** @description First day (in China), included */
                    from?: string | null;
                    /** @description Last day (in China), included */
                    to?: string | null;
                };
                header?: never;
                path: {
                    guardianship_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReadAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{guardianship_id}/phone-permits": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                guardianship_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes to one phone of a child under 14, within a day. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    guardianship_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PermitAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/wards/{guardianship_id}/receipts/{verdict_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                guardianship_id: string;
                verdict_id: string;
            };
            cookie?: never;
        };
        /** The signed receipt of a verdict about my ward, and the proof that the log holds it, once one is there. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    guardianship_id: string;
                    verdict_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReceiptAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nonces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A server nonce to put in a code, so that the phone's clock no longer matters. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NonceAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to my certificates, codes, phones, passkeys and cases, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoticePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Note that every notice up to this time was read; the mark only moves forward. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReadBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Unread"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/offers/{offer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                offer_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an offer back. Copies that were given on it become invalid at once, in every wallet. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    offer_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/office-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cases of my office that wait, or are in one state, the first due first, with their marks. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    mark?: "none" | "yellow" | "red" | null;
                    /** @description Without it: those that wait, accepted and deciding */
                    state?: "accepted" | "deciding" | "approved" | "rejected" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeCaseLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/office-cases/{case_no}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        /** A case of my office from its acceptance on; with form and applicant once I took it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/office-cases/{case_no}/consent-requests": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the applicant's phone for certificates that the matter has a use for, in a case that I took.
         * @description Nothing is disclosed by asking. The applicant sees who asks, which fields, and why, and has five working days.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConsentRequestBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/office-cases/{case_no}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject a case that I took. At an approval its certificates are weighed again and its result is issued.
         * @description What ceased to be valid since the acceptance is missing again, and is named (materials_missing).
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DecisionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/office-cases/{case_no}/taking": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_no: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a case to decide it, or take over what a colleague took. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    case_no: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ActBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeCaseAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partner-applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "applied" | "approved" | "rejected" | "withdrawn" | null;
                    client_id?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerApplicationPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Apply for a partner, or for a change of one. Asking for more than a purpose allows is refused here. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerApplicationBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerApplicationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partner-applications/{application_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        /** One application, with what it would change. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    application_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerApplicationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partner-applications/{application_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve somebody else's application. A secret that was made is told in this answer, once. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    application_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovedPartner"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partner-applications/{application_id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reject somebody else's application, with a reason. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    application_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerReasonBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerApplicationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partner-applications/{application_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                application_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back my own application. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    application_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerApplicationAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Partners by client id: state, purposes, and the fields that each purpose permits. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    /** @description Client id of the last one seen */
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I am registered for, my secrets and keys by their ids, and what I asked today. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnRegistration"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/credentials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace my secret or keys: the new one is good at once, the old ones until the overlap is over. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerRotationBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ApprovedPartner"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/credentials/{credential_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                credential_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one secret or key of mine now; not the last one. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    credential_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The messages to me of the last thirty days, newest first, with what my address answered to each try. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "waiting" | "delivered" | "failed" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message again now, whatever became of it, under the same id. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I asked: by day, channel, outcome and reason. */
        get: {
            parameters: {
                query?: {
                    /** @description First day in China; 29 days before `to` */
                    from?: string | null;
                    /** @description Last day in China; today */
                    to?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerSums"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My address, and whether messages arrive there. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Say where to tell me, and what of. The signing secret is told once: when it is made.
         * @description Setting the address again ends a pause.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WebhookBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Tell me nothing any more. Messages that were not sent yet, and what became of the others, are forgotten. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/current/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message of the event `test` to my address; how it fared is told among the deliveries. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        /** One partner: what it is registered for, how it proves who it is, what it asked today. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerDetail"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close for good; the id is not given again. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerReasonBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerDetail"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/credentials/{credential_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                credential_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one secret or key now; not the last one. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                    credential_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        /**
         * The messages to a partner of the last thirty days, newest first, and what its address answered; not what they
         *     say.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "waiting" | "delivered" | "failed" | null;
                };
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswerPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/deliveries/{delivery_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
                delivery_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a partner's message again now, under the same id. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                    delivery_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/seen-codes/report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        /** The same of a partner's gates, for administration: what to talk about with the partner. Nobody is named. */
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                    gate?: string | null;
                };
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reconciliation"];
                        "text/csv": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        /** What one partner asked: by day, channel, outcome and reason. */
        get: {
            parameters: {
                query?: {
                    /** @description First day in China; 29 days before `to` */
                    from?: string | null;
                    /** @description Last day in China; today */
                    to?: string | null;
                };
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerSums"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Suspend: its tokens end at once, and it gets no more. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PartnerReasonBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerDetail"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Resume; by another person than the one who suspended. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PartnerDetail"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        /** A partner's address, without its path, and whether messages arrive there. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/webhook/pause": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /** Send this partner nothing until the pause ends, here or by the partner setting its address; messages wait. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Go on sending, whoever or whatever made the pause. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/partners/{client_id}/webhook/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                client_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message of the event `test` to this partner's address; how it fared is told among its deliveries. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    client_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeliveryAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's own passkeys that are not removed. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Add the passkey that the browser made; the account is signed in to with it from now on. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PasskeyProof"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys/challenges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a browser needs to make a passkey for this account. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PasskeyOptions"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/passkeys/{passkey_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                passkey_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove one of the account's passkeys for good. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    passkey_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presentations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask a wallet for certificates: a link and the text of a QR code, good for five minutes and one wallet.
         * @description What goes beyond the purpose's registration is refused.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PresentationBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewPresentation"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/presentations/{presentation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                presentation_id: string;
            };
            cookie?: never;
        };
        /** What became of a request. Values are told for ten minutes; on the same device only with the response code. */
        get: {
            parameters: {
                query?: {
                    response_code?: string | null;
                };
                header?: never;
                path: {
                    presentation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PresentationState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/printed-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this window printed in the last day: numbers and states, nobody's name. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PrintedList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Print a code for a person whom this window identified; they are told. Good once, for this matter and day. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PrintBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Paper"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/printed-codes/{printed_code_id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                printed_code_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a code that this window printed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    printed_code_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every kind of proof: who answers, what is asked, how long it is good for and until when it is promised. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KindList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The requests of this officer's office, those due first in front. Names are masked. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "waiting" | "issued" | "refused" | "withdrawn";
                    mark?: "none" | "yellow" | "red" | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["QueueLinePage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof-requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        /**
         * One request of this officer's office: whom it is about, what was asked, and a statement to begin with.
         * @description Of one that was answered or withdrawn only the officer who answered it sees that.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proof-requests/{request_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a request: the proof is issued as a certificate, or refused with its reason. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplyBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OfficeRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposal-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The programmes with their numbers and newest runs; a department sees its own. Never who. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProgrammeList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ratings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Averages by matter and by hall, the most rated first. Ratings are added several at a time, never one. */
        get: {
            parameters: {
                query?: {
                    /** @description Code of the one matter to tell of */
                    matter?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RatingFigures"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receipts/{verdict_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verdict_id: string;
            };
            cookie?: never;
        };
        /** The signed receipt of a verdict about me or by me, and the proof that the log holds it, once one is there. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    verdict_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReceiptAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All other regions that were ever proposed, by id. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region_id: string;
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Propose a region, or propose it anew: out of effect until a second person approves. It is asked at once, and what
         *     it serves must be signed by the key of this thumbprint.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    region_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ProposalBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a proposed or suspended region into effect, as somebody else than who brought it there. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    region_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApprovalBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same, until it is proposed anew. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    region_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region_id}/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the region now for what it publishes; the worker does so every five minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    region_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions/{region_id}/suspension": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                region_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept nothing of the region any more, from now on. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    region_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RegionAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My own requests, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                    state?: "all" | "waiting";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AskedRequestPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask whoever opens the link: show it as a QR code, or open it on the phone. The first phone that does is asked. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["HolderRequestBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/look-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the holder of a number on their phone (of a credit code: the legal representative).
         * @description The answer is the same whether there is such a person or not. A yes is told at once; anything else is
         *     `not_given` when the time is over, and not before.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LookUpBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        /** How one of my own requests stands. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AskedRequest"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{request_id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                request_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Read what was given, while the consent stands. Each reading is logged, and the holder sees it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    request_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DisclosureAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The department's lists, the newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    cursor?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevocationListPage"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Ask to end these certificates for good; another employee of the department has to agree. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RevocationListBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevocationListAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revocations/{revocation_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revocation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to what a colleague asked for: all of the list that still stand end at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revocation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevocationListAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revocations/{revocation_id}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revocation_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse what a colleague asked for; nothing ends. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    revocation_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RevocationListAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sealed-copies/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a copy on paper by its number, or by its QR code, which tells what the face must say.
         * @description Anybody can print a number or a QR code: `registered` means that there is such a copy; compare it with the paper.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CopyCheckBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CopyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sealed-copies/checks/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check the file of a copy: the body is the PDF itself. Only the very bytes that were sealed are genuine. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The file itself, at most 2000000 bytes */
            requestBody: {
                content: {
                    "application/pdf": string;
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CopyCheckAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All seals that were ever proposed, by authority, the newest first. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealList"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Propose a seal; its key is made, and it seals nothing until a second person approves. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SealProposalBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/chain.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificates above all seals, for a PDF reader's list of those it trusts. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description PEM */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-pem-file": unknown;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/{seal_id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring a proposed seal into use, as somebody else than who proposed it; the authority's former seal is stopped. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SealVersionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/{seal_id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seal_id: string;
            };
            cookie?: never;
        };
        /** The seal's picture. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealPicture"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/{seal_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that the seal be stopped; it seals until a second person agrees. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SealReasonBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Leave the seal in use after all. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/{seal_id}/stop/approval": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the seal for good, as somebody else than who asked for it. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SealVersionBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seals/{seal_id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                seal_id: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw or decline a proposal. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    seal_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SealReasonBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SealAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seen-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell which codes were seen while offline; learn which of them were used elsewhere too.
         * @description An accepted code counts as used from now on. Told again, a row changes nothing and is answered as before.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SeenCodesBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SeenAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seen-codes/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What my gates reported in some days: sums, double uses, acceptances of what was not valid any more, old lists and
         *     clocks that were ahead. Nobody is named. The findings come as a table when Accept asks for text/csv.
         */
        get: {
            parameters: {
                query: {
                    from: string;
                    to: string;
                    gate?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Reconciliation"];
                        "text/csv": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Issued, scanned, spared and refused, by day and in total: a department sees its own. */
        get: {
            parameters: {
                query?: {
                    /** @description First day in China; 29 days before `to` */
                    from?: string | null;
                    /** @description Last day in China; today */
                    to?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatisticsAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/statistics/proofs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Proofs by kind: asked for, issued by rule and by officers, used again, refused, and the cases they spared. */
        get: {
            parameters: {
                query?: {
                    /** @description First day in China; 29 days before `to` */
                    from?: string | null;
                    /** @description Last day in China; today */
                    to?: string | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProofSums"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status-lists/{list_no}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                list_no: number;
            };
            cookie?: never;
        };
        /** A Token Status List as JWT or, when Accept asks for it, CWT; as it is at this moment. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    list_no: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/statuslist+cwt": string;
                        "application/statuslist+jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The server's clock, for phones that correct theirs. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServerTime"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trust-list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed trust list: issuers, their keys and the certificate types each may sign. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/jwt": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/typed-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post a code signed around a server nonce; its number, good for three minutes, is typed at a window.
         * @description A new number ends the one before of this account.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TypedCodeBody"];
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TypedCodeAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/typed-codes/{typed_code_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                typed_code_id: string;
            };
            cookie?: never;
        };
        /** Whether my number still waits, or was used. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    typed_code_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TypedCodeState"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take my number back. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    typed_code_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a code; an accepted code is used up.
         * @description A refused code, however hostile, is a verdict too (200, accepted=false, with reason, text and next step): it is
         *     recorded, shown in the holder's history, and not used up. Only a body that is not as documented is an error.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["VerificationBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerdictAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask yes/no questions about the certificate that a code shows; an accepted code is used up.
         * @description Nothing of the certificate is disclosed. A question is answered from what the code shows; what it does not show is
         *     `unknown`, and so is everything about a code that is refused.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["QuestionsBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswersAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify up to 50 codes; each has its own verdict, in the order given, and accepted ones are used up.
         * @description Needs an Idempotency-Key: asked again with it, a batch whose answer was lost is answered as it was.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    "Idempotency-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BatchBody"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["BatchAnswer"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifications/{verdict_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verdict_id: string;
            };
            cookie?: never;
        };
        /** Read one of this verifier's own verdicts again, without field values. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    verdict_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StoredVerdict"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifiers/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My own registration: every purpose with the types and fields it permits. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OwnVerifier"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/verifiers/{verifier_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                verifier_id: string;
            };
            cookie?: never;
        };
        /** The registered name of a verifier, to show before answering its challenge. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    verifier_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["VerifierName"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The holder's certificates, masked, with the views that this phone can show without a network; then those that
         *     the phone shows for others, each with `on_behalf`.
         * @description A phone that keeps an answer asks with its `ETag` in `If-None-Match`: 304 says that this answer would be the same
         *     but for its time, which then stands in `Server-Time`, and that no view in it is to be renewed yet.
         */
        get: {
            parameters: {
                query: {
                    /** @description The phone that the views are signed for */
                    device_id: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        /** @description Version of the answer, for this phone */
                        ETag?: string;
                        /** @description As `server_time` */
                        "Server-Time"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Wallet"];
                    };
                };
                /** @description Nothing has changed since the version in If-None-Match */
                304: {
                    headers: {
                        /** @description Version of the answer, for this phone */
                        ETag?: string;
                        /** @description As `server_time` */
                        "Server-Time"?: string;
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet-authorisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say yes, once: the wallet may copy these certificates. Gives the address that the browser goes back to. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WalletApproval"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WayBack"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet-authorisations/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The holder's own certificates of each type that the wallet asks for; nothing changes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WalletTicket"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalletChoices"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet-authorisations/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a wallet's pushed request, once; the ticket is good for its answer, for ten minutes. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WalletOpening"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalletOpened"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet-authorisations/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say no, once, signed in or not. Gives the address that the browser goes back to. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WalletTicket"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WayBack"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wallet/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign one view of one certificate for this phone, fresh; with `showing_id`, of one that it shows for another. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ViewRequest"];
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedView"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/working-days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One year as time limits reckon it: days off, the weekend days worked for them, and the notice they are from. */
        get: {
            parameters: {
                query?: {
                    /** @description This year when not given */
                    year?: number | null;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkingYear"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the office is, in the text format of Prometheus. The bearer is LIANGMA_METRICS_TOKEN; else no page. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus text format */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a partner an access token (client_credentials) for its secret or its signed assertion. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        client_assertion?: string;
                        /** @enum {string} */
                        client_assertion_type?: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
                        client_id?: string;
                        client_secret?: string;
                        /** @enum {string} */
                        grant_type: "client_credentials";
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TokenAnswer"];
                    };
                };
                /** @description Refused (RFC 6749 §5.2) */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "slow_down";
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused (RFC 6749 §5.2) */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "slow_down";
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused (RFC 6749 §5.2) */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "slow_down";
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused (RFC 6749 §5.2) */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            error: "invalid_request" | "invalid_client" | "unsupported_grant_type" | "slow_down";
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copies of the offered certificate, one for each key that the wallet proves, up to twenty.
         * @description 202 when the certificate cannot be given yet: nobody has decided on the case that it is to come of, its period has
         *     not begun, it is suspended, or its authority has no key at this moment. The same transaction is then asked for at
         *     the deferred endpoint.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential_configuration_id?: string;
                        credential_identifier?: string;
                        credential_response_encryption?: Record<string, never>;
                        proofs: {
                            jwt?: string[];
                        };
                    };
                    "application/jwt": string;
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CredentialAnswer"];
                        "application/jwt": string;
                    };
                };
                /** @description Not yet: ask the deferred endpoint again after so many seconds */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            interval: number;
                            transaction_id: string;
                        };
                        "application/jwt": string;
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/deferred-credential": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The copies of a transaction that was put off, once they can be given; 202 until then. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        credential_response_encryption?: Record<string, never>;
                        transaction_id: string;
                    };
                    "application/jwt": string;
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CredentialAnswer"];
                        "application/jwt": string;
                    };
                };
                /** @description Not yet: ask the deferred endpoint again after so many seconds */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            interval: number;
                            transaction_id: string;
                        };
                        "application/jwt": string;
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/nonce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A fresh c_nonce for key proofs, and a DPoP nonce in the header. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CredentialNonce"];
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/notification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the wallet did with a batch. One that it did not keep is ended. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        event: string;
                        event_description?: string;
                        notification_id: string;
                    };
                };
            };
            responses: {
                /** @description No Content */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/offers/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        /** The credential offer at the address of a QR code, while it may still be taken. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reference: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/par": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Push an authorisation request (RFC 9126): PKCE S256, scope or authorization_details. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        authorization_details?: string;
                        client_id: string;
                        code_challenge: string;
                        /** @enum {string} */
                        code_challenge_method: "S256";
                        dpop_jkt?: string;
                        issuer_state?: string;
                        redirect_uri: string;
                        /** @enum {string} */
                        response_type: "code";
                        scope?: string;
                        state?: string;
                    };
                };
            };
            responses: {
                /** @description Created */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PushedAnswer"];
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/presentation-authority.pem": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The certificate that wallets pin to know requests of this office. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description PEM */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/x-pem-file": unknown;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/presentations/{reference}/request": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        /** The signed request object, once. HEAD uses nothing up. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reference: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Signed request object */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/oauth-authz-req+jwt": string;
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** The same for a wallet that says what it can do, and whose nonce it holds. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reference: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/x-www-form-urlencoded": {
                        wallet_metadata?: string;
                        wallet_nonce?: string;
                    };
                };
            };
            responses: {
                /** @description Signed request object */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/oauth-authz-req+jwt": string;
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/presentations/{reference}/response": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                reference: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A wallet's answer. What does not verify is refused, written down, and ends the request. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    reference: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/x-www-form-urlencoded": {
                        error?: string;
                        error_description?: string;
                        response?: string;
                        state?: string;
                        vp_token?: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AnswerTaken"];
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openid/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** An access token for an offer's code and transaction code, or for the code of a holder's yes (then with DPoP). */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/x-www-form-urlencoded": {
                        authorization_details?: string;
                        client_id?: string;
                        code?: string;
                        code_verifier?: string;
                        /** @enum {string} */
                        grant_type: "urn:ietf:params:oauth:grant-type:pre-authorized_code" | "authorization_code";
                        "pre-authorized_code"?: string;
                        redirect_uri?: string;
                        tx_code?: string;
                    };
                };
            };
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WalletTokenAnswer"];
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused, in the words of OAuth 2.0 and OpenID4VCI */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            error: string;
                            error_description?: string;
                        };
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/types/{type_id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                type_id: string;
            };
            cookie?: never;
        };
        /** SD-JWT VC Type Metadata of one certificate type, at the path its `vct` names. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    type_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description OK */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description Refused or failed; the document says why */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AboutBody: {
            /** @enum {string} */
            kind: "citizen" | "organisation";
            name: string;
            /** @description Citizen number, or credit code */
            number: string;
        };
        ActBody: {
            /** @description The revision that the asker saw */
            revision: number;
        };
        AgencyAnswer: {
            /** @description Masked name */
            applicant: string | null;
            /**
             * @description What they act on: the applicant's phone, the applicant being there, a letter, showing the applicant's certificates on their behalf; none: nobody is the applicant
             * @enum {string}
             */
            basis: "phone" | "present" | "paper" | "showing" | "none";
            case_no: string;
            matter: components["schemas"]["AgencyMatter"];
            office: components["schemas"]["Bilingual"];
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
            /** Format: date */
            until: string | null;
        };
        AgencyList: {
            items: components["schemas"]["AgencyAnswer"][];
        };
        AgencyMatter: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        AgentQuestion: {
            agent: string;
            other: string;
            question: string;
        };
        AnswerBody: {
            /** @enum {string} */
            outcome: "settled" | "not_settled";
            /** @default null */
            words: string | null;
        };
        AnswerLine: {
            /** @enum {string} */
            answer: "yes" | "no" | "unknown";
            question: string;
        };
        AnswerTaken: {
            redirect_uri?: string;
        };
        AnswerTimesAnswer: {
            count: number;
            days: components["schemas"]["DayOfQuantiles"][];
            kind: string;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p50: number | null;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p95: number | null;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p99: number | null;
            steps: components["schemas"]["StepCount"][];
        };
        AnsweredQuestion: {
            answer: components["schemas"]["Bilingual"];
            question: components["schemas"]["Bilingual"];
        };
        AnswersAnswer: {
            accepted: boolean;
            answers: components["schemas"]["AnswerLine"][];
            /** Format: date-time */
            as_of: string;
            /** Format: uuid */
            id: string;
            next_step: components["schemas"]["Bilingual"] | null;
            purpose: string;
            reason: string | null;
            /** @description JWS by the platform's key; names questions */
            receipt: string;
            text: components["schemas"]["Bilingual"] | null;
            verifier: string;
        };
        AnswersBody: {
            /** @description Situation -> chosen answer, of those that change */
            answers: {
                [key: string]: string;
            };
            /** @description The revision that the asker saw */
            revision: number;
        };
        ApplicantAnswer: {
            /** @description `me`, or the id of an organisation */
            id: string;
            /** @enum {string} */
            kind: "citizen" | "organisation";
            name: string;
        };
        ApplicantList: {
            items: components["schemas"]["ApplicantAnswer"][];
        };
        ApplicationBody: {
            /** @description Situation -> chosen answer */
            answers?: {
                [key: string]: string;
            };
            /**
             * @description `me`, or the id of an organisation that I represent
             * @default me
             */
            for: string;
            /** @description Code of the matter */
            matter: string;
        };
        AppliedLimit: {
            /** @enum {string} */
            channel: "online" | "offline" | "consent" | "lookup" | "openid4vp" | "webhook";
            day: number;
            minute: number;
        };
        AppliedPurpose: {
            /**
             * @description Law and article; needed for statutory
             * @default
             */
            basis: string;
            /** @description The same in English */
            en: string;
            keep_days: number;
            /** @enum {string} */
            legal_ground: "consent" | "contract" | "statutory";
            purpose: string;
            types: components["schemas"]["AppliedType"][];
            /**
             * @description Why every field ("*") is needed
             * @default
             */
            why_all: string;
            /** @description What a phone shows of the purpose, in Chinese */
            zh: string;
        };
        AppliedType: {
            /** @description Field names, or ["*"] for every field */
            fields: string[];
            number: number;
        };
        AppliesAnswer: {
            answers: string[];
            question: string;
        };
        AppointmentBody: {
            citizen_number: string;
            /** Format: uuid */
            device_id: string;
            name: string;
            /** @description The revision that the asker saw */
            revision: number;
            /** @description JWS liangma-agent+jwt by the phone's key; see the wire formats */
            signature: string;
            /**
             * Format: date
             * @description The last day
             */
            until: string;
        };
        ApprovalBody: {
            thumbprint: string;
            version: number;
        };
        ApprovedPartner: {
            client_id: string;
            client_secret: string | null;
        };
        AskBody: {
            /** @description Question -> answer: text, or a whole number where a number is asked */
            answers?: {
                [key: string]: unknown;
            };
            /** @description Code of the kind of proof */
            kind: string;
        };
        AskedProof: {
            case: components["schemas"]["CaseAnswer"];
            request: components["schemas"]["RequestLine"];
        };
        AskedRequest: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            certificates: components["schemas"]["RequestedCertificate"][];
            /** @enum {string} */
            channel: "link" | "lookup";
            consequence: string;
            keep_days: number;
            purpose: string;
            reason: string;
            /** Format: uuid */
            request_id: string;
            /** Format: date-time */
            result_until: string | null;
            /** @enum {string} */
            state: "waiting" | "given" | "refused" | "expired" | "withdrawn" | "not_given";
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        AskedRequestPage: {
            items: components["schemas"]["AskedRequest"][];
            next_cursor: string | null;
        };
        AskedType: {
            fields: components["schemas"]["StoredField"][];
            type: components["schemas"]["TypeName"];
        };
        AskerAnswer: {
            hall: string | null;
            id: string;
            kind: string;
            legal_name: components["schemas"]["Bilingual"] | null;
            logo: string | null;
            name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            registered_since: string | null;
        };
        BatchAnswer: {
            /** @description How many codes were accepted */
            accepted: number;
            results: components["schemas"]["BatchResult"][];
        };
        BatchBody: {
            codes: string[];
            purpose: string;
        };
        BatchProblem: {
            code: string;
            message: components["schemas"]["Bilingual"];
            next_step: components["schemas"]["Bilingual"];
        };
        BatchRequest: {
            /** @description Id of the certificate type, such as resident-id */
            type: string;
        };
        BatchResult: {
            problem: components["schemas"]["BatchProblem"] | null;
            verdict: components["schemas"]["VerdictAnswer"] | null;
        };
        BatchShown: {
            /** Format: date-time */
            approved_at: string | null;
            approved_by: string | null;
            approved_by_name: string | null;
            /** Format: uuid */
            batch_id: string;
            changed_by: string | null;
            failed: number;
            /** Format: date-time */
            finished_at: string | null;
            issued: number;
            issuer_code: string;
            left: number;
            /** Format: date-time */
            made_at: string;
            made_by: string;
            made_by_me: boolean;
            made_by_name: string | null;
            /** @description Somebody else has to approve it */
            needs_another: boolean;
            /** @description Rows a second in the last minute */
            rate: number;
            reasons: components["schemas"]["FailedReason"][];
            rows: number;
            seconds_left: number | null;
            /** @enum {string} */
            source: "file" | "register";
            /** Format: date-time */
            started_at: string | null;
            /** @enum {string} */
            state: "reading" | "waiting" | "running" | "paused" | "cancelled" | "done";
            stopped_text: components["schemas"]["Bilingual"] | null;
            stopped_why: string | null;
            type_number: number;
            unchanged: number;
        };
        BatchShownPage: {
            items: components["schemas"]["BatchShown"][];
            next_cursor: string | null;
        };
        Bilingual: {
            en: string;
            zh: string;
        };
        BorrowerAnswer: {
            /** @enum {string} */
            kind: "person" | "link" | "role";
            name: string | null;
            number: string | null;
            role: string | null;
        };
        BorrowerBody: {
            citizen_number?: string;
            credit_code?: string;
            /** @enum {string} */
            kind: "person" | "link" | "role";
            /** @description SHA-256 of the link's secret, base64url; the secret is made by the phone */
            link?: string;
            name?: string;
            /** @enum {string} */
            role?: "keeper" | "agent";
        };
        Break: {
            chain: number;
            file: string | null;
            /** @enum {string} */
            kind: "altered" | "deleted" | "relinked" | "cut" | "rewritten" | "uprooted" | "forked" | "unbelieved";
            /** @description What to do about the kind */
            next_step: components["schemas"]["Bilingual"];
            seq: number;
            /** @description What the kind means */
            text: components["schemas"]["Bilingual"];
        };
        BundleAnswer: {
            kept_seconds: number;
            lasts_seconds: number;
            number: number;
        };
        CallBody: {
            /** @enum {string} */
            outcome: "reached" | "not_reached";
            /** @default null */
            words: string | null;
        };
        Card: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["ShownField"][];
            /** @description Names this version in a code */
            handle: string;
            /** @description citizen | organisation */
            holder_kind: string;
            holder_name: string;
            /** @description GB/T 36904 */
            identifier: string;
            /** Format: date-time */
            issued_at: string;
            issuer: string;
            state: string;
            /** Format: date-time */
            state_since: string;
            type: components["schemas"]["ShownType"];
            valid_from: string;
            valid_to: string | null;
            version: number;
        };
        CardBody: {
            citizen_number: string;
            name: string;
            /** @description Why there was no code */
            reason: string;
        };
        Cards: {
            items: components["schemas"]["Card"][];
        };
        CaseAgentAnswer: {
            /**
             * @description What they act on: the applicant's phone, the applicant being there, a letter, showing the applicant's certificates on their behalf; none: nobody is the applicant
             * @enum {string}
             */
            basis: "phone" | "present" | "paper" | "showing" | "none";
            name: string;
            number_masked: string;
            /** Format: date-time */
            since: string;
            /**
             * Format: date
             * @description The last day, where there is one
             */
            until: string | null;
        };
        CaseAnswer: {
            /** Format: date-time */
            accepted_at: string | null;
            /** @description What this window may do with it now */
            acts: ("accept" | "defer" | "complete" | "expire" | "lapse" | "take" | "approve" | "reject" | "ask" | "consent" | "decline" | "commit" | "fill" | "add" | "withdraw" | "dismiss" | "appoint" | "name" | "answer" | "represent" | "take_back" | "weigh")[];
            agent: components["schemas"]["CaseAgentAnswer"] | null;
            /** @description null: the matter does not ask */
            agent_question: components["schemas"]["AgentQuestion"] | null;
            /** @description The matter does not ask for the person */
            agents_allowed: boolean;
            answers: {
                [key: string]: unknown;
            };
            applicant: components["schemas"]["CasePerson"] | null;
            applicant_known: boolean;
            case_no: string;
            certificates: components["schemas"]["CaseShownAnswer"][];
            decision: components["schemas"]["CaseDecision"] | null;
            /** Format: date */
            deferred_until: string | null;
            due: components["schemas"]["CaseDue"] | null;
            form: components["schemas"]["CaseFormField"][];
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            materials: components["schemas"]["CaseMaterialAnswer"][];
            matter: components["schemas"]["CaseMatter"];
            /** @description By the letter of an agent who is here */
            may_name_applicant: boolean;
            /** Format: date-time */
            opened_at: string;
            /** @description What each office does, where several do the matter together */
            parts: components["schemas"]["CasePart"][];
            /** @description No material is missing or deferred */
            ready: boolean;
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
        };
        CaseApplicant: {
            /** @enum {string} */
            kind: "citizen" | "organisation";
            name: string;
            number: string;
        };
        CaseBody: {
            /** @description Situation -> chosen answer */
            answers?: {
                [key: string]: string;
            };
            /** @description Code of the matter */
            matter: string;
        };
        CaseCommitmentAnswer: {
            /** @description Signed as `aud` */
            aud: string;
            /** Format: date */
            barred_until: string | null;
            case_no: string;
            /** Format: date */
            check_due: string | null;
            /** @enum {string|null} */
            check_outcome: "passed" | "failed" | null;
            check_reason: string | null;
            /** Format: date-time */
            checked_at: string | null;
            /** @description SHA-256 of `read`, base64url; signed as `text` */
            digest: string;
            /** @description What the promise stands for */
            materials: components["schemas"]["CommittedMaterial"][];
            may_sign: boolean;
            read: components["schemas"]["CommitmentRead"];
            revision: number;
            /** Format: date-time */
            signed_at: string | null;
        };
        CaseCounts: {
            /** @description A signed promise stands for them */
            committed: number;
            deferred: number;
            exempt: number;
            missing: number;
            not_applicable: number;
            provided: number;
        };
        CaseDecision: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            by: "officer" | "rule" | "commitment";
            /** @description Issued with it */
            certificates: string[];
            /** @description Their types */
            issued: components["schemas"]["CaseShownAnswer"][];
            /** @enum {string} */
            outcome: "approved" | "rejected";
            reason: components["schemas"]["Bilingual"] | null;
            /** @description What an approval gives, in words */
            result: components["schemas"]["Bilingual"];
            rule_version: string | null;
            rules: components["schemas"]["CaseRule"][];
        };
        CaseDue: {
            /** @description A year was counted whose days off are not known: weekends only */
            assumed: boolean;
            /** Format: date */
            promised: string;
            /** Format: date */
            statutory: string;
        };
        CaseFormField: {
            /**
             * @description What may be typed
             * @enum {string}
             */
            kind: "text" | "telephone" | "citizen_number" | "credit_code";
            label: components["schemas"]["Bilingual"];
            name: string;
            required: boolean;
            /** @description Somebody typed it; no certificate says it */
            typed: boolean;
            value: unknown;
        };
        CaseLine: {
            applicant_known: boolean;
            case_no: string;
            /** Format: date */
            deferred_until: string | null;
            due: components["schemas"]["CaseDue"] | null;
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            materials: components["schemas"]["CaseCounts"];
            matter: components["schemas"]["CaseMatter"];
            /** @description Opened by whoever asks */
            mine: boolean;
            /** Format: date-time */
            opened_at: string;
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
        };
        CaseLinePage: {
            items: components["schemas"]["CaseLine"][];
            next_cursor: string | null;
        };
        CaseMaterialAnswer: {
            /** @description What stands for it */
            certificates: string[];
            /** Format: date-time */
            changed_at: string;
            code: string;
            /**
             * Format: date
             * @description Last day, once it was deferred
             */
            due: string | null;
            name: components["schemas"]["Bilingual"];
            /** @enum {string} */
            state: "missing" | "deferred" | "exempt" | "not_applicable" | "provided" | "committed";
            why: components["schemas"]["Bilingual"];
        };
        CaseMatter: {
            code: string;
            name: components["schemas"]["Bilingual"];
            version: number;
        };
        CasePart: {
            case_no: string | null;
            /** Format: date-time */
            closed_at: string | null;
            does: components["schemas"]["Bilingual"];
            due: components["schemas"]["CaseDue"] | null;
            lead: boolean;
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            office: components["schemas"]["PartOffice"];
            /** @description Of its decision; only for the applicant and the officer who took the case */
            reason: components["schemas"]["Bilingual"] | null;
            /** @enum {string|null} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended" | null;
        };
        CasePerson: {
            name: string;
            number_masked: string;
        };
        CaseProofs: {
            /** Format: date-time */
            consent_until: string | null;
            items: components["schemas"]["FittingProofs"][];
        };
        CaseRule: {
            code: string;
            /** @description null: not known */
            holds: boolean | null;
            text: components["schemas"]["Bilingual"];
        };
        CaseShownAnswer: {
            /** Format: uuid */
            certificate_id: string;
            type: components["schemas"]["TypeName"];
        };
        CertificateHolder: {
            kind: string;
            name: string;
        };
        CertificateNow: {
            /** Format: date-time */
            since: string;
            state: string;
            valid_now: boolean;
            valid_to: string | null;
        };
        CertificateState: {
            /** Format: uuid */
            certificate_id: string;
            /** Format: date-time */
            issued_at: string;
            issuer_code: string;
            /** Format: uuid */
            previous_id: string | null;
            state: string;
            /** Format: date-time */
            state_since: string;
            type_number: number;
            valid_from: string;
            valid_to: string | null;
            version: number;
        };
        CertificateStates: {
            items: components["schemas"]["CertificateState"][];
        };
        ChallengeAnswer: {
            /** @description 8 bytes in hex */
            challenge: string;
            /** Format: date-time */
            expires_at: string;
            /** @description LM1C:<verifier id>:<challenge> */
            qr: string;
        };
        Change: {
            /** Format: date-time */
            at: string;
            from_state: string;
            reason: string;
            to_state: string;
        };
        ChangeRequest: {
            /** @description Field names of the certificate type and their values; dates as YYYY-MM-DD, null for an open end */
            fields: {
                [key: string]: unknown;
            };
            /** @description Told to the holder; at most 200 characters */
            reason: string;
        };
        ChangedLine: {
            after: number | null;
            before: number | null;
            /** @enum {string} */
            kind: "same" | "removed" | "added";
            text: string;
        };
        CheckAnswer: {
            name: string;
            next_step: components["schemas"]["Bilingual"] | null;
            reason: string | null;
            /** @enum {string} */
            result: "passed" | "failed" | "skipped" | "deferred" | "warning";
            text: components["schemas"]["Bilingual"] | null;
            title: components["schemas"]["Bilingual"];
        };
        CheckBody: {
            /** @enum {string} */
            outcome: "passed" | "failed";
            /**
             * @description Needed when it failed
             * @default null
             */
            reason: string | null;
        };
        CheckLine: {
            /** Format: date-time */
            approved_at: string | null;
            case_no: string;
            /** Format: date-time */
            checked_at: string | null;
            /** Format: date */
            due: string;
            due_assumed: boolean;
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            materials: components["schemas"]["CommittedMaterial"][];
            matter: components["schemas"]["CaseMatter"];
            /** @enum {string|null} */
            outcome: "passed" | "failed" | null;
            /** Format: date-time */
            signed_at: string;
        };
        CheckLinePage: {
            items: components["schemas"]["CheckLine"][];
            next_cursor: string | null;
        };
        CheckedCopy: {
            issuer: components["schemas"]["Bilingual"];
            /** Format: date-time */
            made_at: string;
            number: string;
            purpose: string | null;
            /** Format: date-time */
            recalled_at: string | null;
            recipient: string | null;
            /** @description Of the copy itself: valid | recalled | expired */
            state: string;
            type: components["schemas"]["CopyType"];
            until: string;
        };
        CheckpointAnswer: {
            /** Format: date-time */
            at: string;
            /** @description JWS liangma-audit-checkpoint+jwt by the platform */
            checkpoint: string;
            number: number;
        };
        CheckpointPage: {
            items: components["schemas"]["CheckpointAnswer"][];
            next: number | null;
        };
        ChoiceAnswer: {
            label: components["schemas"]["Bilingual"];
            value: string;
        };
        ChosenCertificate: {
            /** Format: uuid */
            certificate_id: string;
            fields: string[];
        };
        ClaimBody: {
            reference: string;
        };
        ClosingBody: {
            /** @enum {string} */
            result: "put_right" | "explained" | "unfounded" | "unreachable";
            /** @description Told to the rater */
            words: string;
        };
        CodeRequest: {
            phone: string;
        };
        CodeSent: {
            /** @description In the demo only: the code itself */
            demo_code?: string;
            /** @description Seconds until the code ends */
            expires_in: number;
        };
        CommitmentAnswer: {
            bars_years: number;
            /** @description Working days */
            check_within_days: number;
            /** @description What the applicant promises */
            text: components["schemas"]["Bilingual"] | null;
        };
        CommitmentBody: {
            /** Format: uuid */
            device_id: string;
            /** @description The revision that the asker saw */
            revision: number;
            statement: string;
        };
        CommitmentRead: {
            bars_years: number;
            /** @description Working days from the approval */
            check_within_days: number;
            en: string;
            materials: string[];
            matter: string;
            version: number;
            zh: string;
        };
        CommittedMaterial: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        CompanyAnswer: {
            certificates: components["schemas"]["CompanyCertificate"][];
            credit_code: string;
            frozen: boolean;
            /** @description Roles that I may give now */
            gives: string[];
            members: components["schemas"]["CompanyMemberAnswer"][];
            name: string;
            /** Format: uuid */
            organisation_id: string;
            power: string;
            representative: string | null;
        };
        CompanyCertificate: {
            /** Format: uuid */
            certificate_id: string;
            name: components["schemas"]["Bilingual"];
            state: string;
            type_id: string;
            valid_to: string | null;
        };
        CompanyClaimBody: {
            /** @description What follows the last / of the link */
            reference: string;
        };
        CompanyFreezeAnswer: {
            credit_code: string;
            /** Format: uuid */
            freeze_id: string;
            /** Format: date-time */
            frozen_at: string;
            /** @description Login */
            frozen_by: string;
            /** Format: date-time */
            lifted_at: string | null;
            lifted_by: string | null;
            /** @description Whether the reader may end it */
            lifts: boolean;
            name: string;
            /** Format: uuid */
            organisation_id: string;
            reason: string;
        };
        CompanyFreezeAnswerPage: {
            items: components["schemas"]["CompanyFreezeAnswer"][];
            next_cursor: string | null;
        };
        CompanyFreezeBody: {
            credit_code: string;
            /** @description Kept on the record of the department */
            reason: string;
        };
        CompanyInvitationBody: {
            /** @default null */
            citizen_number: string | null;
            /** @description Codes of the matters it is good for; none: all */
            matters?: string[];
            /** @default null */
            name: string | null;
            /** @enum {string} */
            role: "administrator" | "keeper" | "agent";
            /** @description Ids of the certificate types it is good for; none: all */
            types?: string[];
            /**
             * Format: date
             * @description The last day
             * @default null
             */
            until: string | null;
            /**
             * @description How often each certificate may be shown; none: no limit
             * @default null
             */
            uses: number | null;
        };
        CompanyLogLine: {
            about: string | null;
            act: string;
            /** Format: date-time */
            at: string;
            by: string | null;
            role: string | null;
            /** Format: uuid */
            step_id: string;
        };
        CompanyLogLinePage: {
            items: components["schemas"]["CompanyLogLine"][];
            next_cursor: string | null;
        };
        CompanyMemberAnswer: {
            /** @description confirm, remove */
            acts: string[];
            by_link: boolean;
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            ended_why: string | null;
            /** Format: date-time */
            invited_at: string;
            invited_by: string;
            matters: string[];
            /** Format: uuid */
            member_id: string;
            name: string | null;
            /** @enum {string} */
            role: "administrator" | "keeper" | "agent";
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            state: "invited" | "waiting" | "active" | "declined" | "ended" | "expired" | "over" | "frozen";
            types: string[];
            /** Format: date */
            until: string | null;
            uses: number | null;
        };
        CompanyName: {
            name: string;
            /** Format: uuid */
            organisation_id: string;
        };
        ConditionAnswer: {
            arguments: {
                [key: string]: unknown;
            };
            kind: string;
        };
        ConfirmBody: {
            /** @default null */
            child: components["schemas"]["NamedPerson"] | null;
            /** Format: uuid */
            device_id: string;
            /** Format: uuid */
            found_id: string;
            signature: string;
        };
        ConsentAnswerBody: {
            /** @enum {string} */
            answer: "yes" | "no";
            /** @description Of a yes: one of each type that was asked for, in that order */
            certificates?: string[];
            /**
             * Format: uuid
             * @description Of a yes
             * @default null
             */
            device_id: string | null;
            /** @description Of the request's case */
            revision: number;
            /**
             * @description Of a yes: JWS liangma-application+jwt by the phone's key, without a form
             * @default null
             */
            signature: string | null;
        };
        ConsentBody: {
            certificates: components["schemas"]["ChosenCertificate"][];
            /** Format: uuid */
            device_id: string;
            /** @description JWS liangma-disclosure+jwt by the phone */
            signature: string;
        };
        ConsentRequestBody: {
            /** @description Told to the applicant */
            reason: string;
            revision: number;
            /** @description Ids of certificate types, each once; the case names which (`askable`) */
            types: string[];
        };
        Continuity: {
            proofs: {
                [key: string]: string[];
            };
        };
        CopyBody: {
            /** Format: uuid */
            certificate_id: string;
            /**
             * @description Fields of the face; without it, all that the certificate has
             * @default null
             */
            fields: string[] | null;
            /**
             * @default a4
             * @enum {string}
             */
            layout: "a4" | "phone";
            /** @description 仅用于…: what it may be used for */
            purpose: string;
            /** @description 提供给…: who is given it */
            recipient: string;
            /**
             * Format: date
             * @description Its last day
             */
            until: string;
        };
        CopyCheckAnswer: {
            /** @description number | token | file */
            by: string;
            certificate: components["schemas"]["CertificateNow"] | null;
            /** Format: date-time */
            checked_at: string;
            copy: components["schemas"]["CheckedCopy"] | null;
            face: components["schemas"]["FaceLine"][] | null;
            how: string | null;
            state: string;
        };
        CopyCheckBody: {
            /** @description 16 digits; spaces and hyphens do not matter */
            number?: string;
            /** @description The last part of the check address, or the whole address */
            token?: string;
        };
        CopyRequest: {
            /** Format: uuid */
            certificate_id: string;
        };
        CopyType: {
            id: string;
            name: components["schemas"]["Bilingual"];
        };
        CredentialAnswer: {
            credentials: components["schemas"]["OneCredential"][];
            /** @description Not in an answer that was put off */
            notification_id?: string;
        };
        CredentialLine: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            credential_id: string;
            /** Format: date-time */
            ends_at: string | null;
            kind: string;
            thumbprint: string | null;
        };
        CredentialNonce: {
            c_nonce: string;
        };
        DayOfQuantiles: {
            count: number;
            /** Format: date */
            date: string;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p50: number | null;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p95: number | null;
            /** @description Milliseconds, an upper bound; null without answers, or when longer than the last step */
            p99: number | null;
        };
        DayOfSums: {
            /** @description Codes accepted */
            accepted: number;
            /** @description Cases opened */
            cases: number;
            /** Format: date */
            date: string;
            /** @description Materials that a certificate stood for */
            exempted: number;
            /** @description Certificates, new versions included */
            issued: number;
            minutes_saved: number;
            /** @description Codes refused */
            refused: number;
        };
        DecisionBody: {
            /** @enum {string} */
            outcome: "approved" | "rejected";
            /**
             * @description Needed to reject
             * @default null
             */
            reason: string | null;
            /** @description The revision that the asker saw */
            revision: number;
        };
        DelegationAnswer: {
            /** Format: date-time */
            answered_at: string | null;
            certificates: components["schemas"]["LentCertificate"][];
            /** Format: uuid */
            delegation_id: string;
            /** Format: date-time */
            due: string;
            /** Format: date-time */
            ended_at: string | null;
            holder: components["schemas"]["PartyName"];
            lend_on: number;
            lender: components["schemas"]["PartyName"];
            lent_on: components["schemas"]["DelegationLine"][];
            may: ("accept" | "refuse" | "withdraw" | "give_back" | "lend_on")[];
            /** Format: date-time */
            offered_at: string;
            /** Format: uuid */
            parent: string | null;
            /** @description A sum of 1 windows, 2 third parties online, 4 verifiers offline */
            places: number;
            purposes: components["schemas"]["LentPurpose"][];
            /** @enum {string} */
            side: "lent" | "borrowed";
            /** @enum {string} */
            state: "waiting" | "not_accepted" | "refused" | "accepted" | "over" | "withdrawn" | "returned" | "ended";
            times: number | null;
            to: components["schemas"]["BorrowerAnswer"];
            types: components["schemas"]["LentType"][];
            /** Format: date-time */
            until: string;
            uses: components["schemas"]["LentUse"][];
        };
        DelegationLine: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: uuid */
            delegation_id: string;
            /** Format: date-time */
            due: string;
            /** Format: date-time */
            ended_at: string | null;
            holder: components["schemas"]["PartyName"];
            lend_on: number;
            lender: components["schemas"]["PartyName"];
            /** Format: date-time */
            offered_at: string;
            /** Format: uuid */
            parent: string | null;
            /** @description A sum of 1 windows, 2 third parties online, 4 verifiers offline */
            places: number;
            purposes: components["schemas"]["LentPurpose"][];
            /** @enum {string} */
            side: "lent" | "borrowed";
            /** @enum {string} */
            state: "waiting" | "not_accepted" | "refused" | "accepted" | "over" | "withdrawn" | "returned" | "ended";
            times: number | null;
            to: components["schemas"]["BorrowerAnswer"];
            types: components["schemas"]["LentType"][];
            /** Format: date-time */
            until: string;
        };
        DelegationPage: {
            aud: string;
            items: components["schemas"]["DelegationLine"][];
            next_cursor: string | null;
        };
        DeliveryAnswer: {
            answers: components["schemas"]["TryAnswer"][];
            /** Format: date-time */
            ended_at: string;
            event: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            next_at: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "failed";
            /** Format: date-time */
            told_at: string;
            tries: number;
        };
        DeliveryAnswerPage: {
            items: components["schemas"]["DeliveryAnswer"][];
            next_cursor: string | null;
        };
        DesktopApproval: {
            /** Format: uuid */
            device_id: string;
            number: string;
            reference: string;
            /** @description JWS of the phone's key, type liangma-desktop+jwt */
            statement: string;
        };
        DesktopAsked: {
            /** @description The text of the QR code */
            address: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Two digits to show beside the QR code */
            number: string;
            /** @description What the phone opens the request with */
            reference: string;
            /** @description For this desktop alone */
            secret: string;
        };
        DesktopList: {
            items: components["schemas"]["DesktopRow"][];
        };
        DesktopOpened: {
            /** @description The audience to put in the approval */
            aud: string;
            /** @description edge | firefox | chrome | safari | other */
            browser: string;
            /** Format: date-time */
            expires_at: string;
            /** @description The name of a public kiosk */
            kiosk: string | null;
            /** @description The phone's address begins alike */
            near: boolean;
            /** @description The first half of its address */
            network: string;
            /** @description windows | macos | linux | android | ios | harmony | other */
            system: string;
        };
        DesktopReference: {
            reference: string;
        };
        DesktopRow: {
            /** Format: date-time */
            began_at: string;
            browser: string;
            /** @description The one that asks */
            current: boolean;
            /** Format: date-time */
            ends_at: string;
            /** Format: uuid */
            sign_in_id: string;
            system: string;
        };
        DesktopSecret: {
            secret: string;
        };
        DesktopSignedIn: {
            access_token: string;
            /** @description To send as X-CSRF-Token when refreshing */
            csrf_token: string;
            /** @description Seconds until the access token ends */
            expires_in: number;
            role: string;
            /** @default Bearer */
            token_type: unknown;
        };
        DesktopState: {
            /** @description waiting | opened | approved | refused */
            state: string;
        };
        DeviceAnswer: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            device_id: string;
            /** @description 8 bytes, base64url: names the device in packs */
            handle: string;
            /** Format: date-time */
            last_seen_at: string;
            name: string;
            /** @description RFC 7638 thumbprint of the key, base64url */
            thumbprint: string;
        };
        DeviceChallengeAnswer: {
            /** @description The audience to put in the device proof */
            aud: string;
            /** Format: date-time */
            expires_at: string;
            /** @description 8 bytes, base64url without padding */
            nonce: string;
        };
        DeviceList: {
            items: components["schemas"]["DeviceAnswer"][];
        };
        DeviceName: {
            name: string;
        };
        DeviceProof: {
            name: string;
            proof: string;
        };
        DisclosedCertificate: {
            /** @description Name of the field -> value */
            fields: {
                [key: string]: unknown;
            };
            state: string;
            /** Format: date-time */
            state_since: string | null;
            type: components["schemas"]["NamedType"];
            valid_to: string | null;
        };
        DisclosureAnswer: {
            /** Format: date-time */
            as_of: string;
            certificates: components["schemas"]["DisclosedCertificate"][];
            purpose: string;
            /** @description JWS by the platform's key */
            receipt: string;
            /** Format: uuid */
            request_id: string;
            /** Format: date-time */
            result_until: string;
        };
        DutyBody: {
            /** @description The office's own case number */
            case_number: string;
            certificates: components["schemas"]["DutyType"][];
            ground: string;
            /** @enum {string} */
            kind: "citizen" | "organisation";
            /** @description Citizen number, or credit code */
            number: string;
            reason: string;
        };
        DutyCheckAnswer: {
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            case_number: string;
            certificates: components["schemas"]["RequestedCertificate"][];
            /** Format: uuid */
            check_id: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            decides: boolean;
            ground: components["schemas"]["LegalGround"] | null;
            kind: string;
            /** @description Masked */
            number: string;
            reason: string;
            refusal: string | null;
            /** Format: date-time */
            seen_at: string | null;
            sees: boolean;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "seen" | "expired";
        };
        DutyCheckAnswerPage: {
            items: components["schemas"]["DutyCheckAnswer"][];
            next_cursor: string | null;
        };
        DutyReading: {
            certificates: components["schemas"]["SeenCertificate"][];
            check: components["schemas"]["DutyCheckAnswer"];
            /** @description Whether the number belongs to anybody */
            found: boolean;
            /** Format: date-time */
            hide_at: string;
        };
        DutyRefusalBody: {
            reason: string;
        };
        DutyType: {
            fields: string[];
            type: string;
        };
        Entry: {
            action: string;
            actor: string;
            /** Format: date-time */
            at: string;
            chain: number;
            detail: string;
            readonly hash?: string;
            /** Format: uuid */
            person_id: string | null;
            seq: number;
            subject: string;
        };
        EntrySchemaPage: {
            items: components["schemas"]["Entry"][];
            next_cursor: string | null;
        };
        Error: {
            /** @description Error code */
            code?: number;
            /** @description Errors */
            errors?: {
                [key: string]: unknown;
            };
            /** @description Error message */
            message?: string;
            /** @description Error name */
            status?: string;
        };
        FaceLine: {
            kind: string;
            label: components["schemas"]["Bilingual"];
            name: string;
            value: string;
        };
        FailedReason: {
            code: string;
            rows: number;
            text: components["schemas"]["Bilingual"];
        };
        FamilyRecordAnswer: {
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /** Format: date-time */
            correctable_until: string | null;
            day: string | null;
            /** Format: date-time */
            decide_by: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            decides: boolean;
            document: string;
            guardian: components["schemas"]["RecordedPerson"] | null;
            /** @enum {string} */
            kind: "death" | "death_correction" | "guardian" | "guardian_end" | "freeze" | "unfreeze";
            person: components["schemas"]["RecordedPerson"];
            reason: string;
            /** Format: uuid */
            record_id: string;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "expired";
            why_refused: string | null;
        };
        FamilyRecordAnswerPage: {
            items: components["schemas"]["FamilyRecordAnswer"][];
            next_cursor: string | null;
        };
        FamilyRecordBody: {
            /**
             * Format: date
             * @default null
             */
            day: string | null;
            document: string;
            /** @default null */
            guardian: components["schemas"]["NamedPerson"] | null;
            /** @enum {string} */
            kind: "death" | "death_correction" | "guardian" | "guardian_end" | "freeze" | "unfreeze";
            person: components["schemas"]["NamedPerson"];
            reason: string;
        };
        FamilyRefusalBody: {
            reason: string;
        };
        FeeAnswer: {
            fen: number;
            note: components["schemas"]["Bilingual"];
        };
        FieldAnswer: {
            label: components["schemas"]["Bilingual"];
            name: string;
            value: unknown;
        };
        Finding: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            finding: "double_use" | "not_valid" | "stale" | "clock";
            first: components["schemas"]["FirstUse"] | null;
            gate: string;
            /** @enum {string} */
            mode: "offline" | "challenge";
            once_id: string;
            seconds: number | null;
            /** Format: date-time */
            since: string | null;
            state: string | null;
        };
        FirstUse: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "window" | "partner" | "gate";
        };
        FittingProofs: {
            kinds: components["schemas"]["KindAnswer"][];
            /** @description Code of the missing material */
            material: string;
        };
        FollowUpAct: {
            /**
             * Format: date-time
             * @description Null for what the rater did
             */
            at: string | null;
            /** Format: date */
            day: string;
            /** @enum {string} */
            kind: "number" | "call" | "closing" | "answer";
            /** @enum {string|null} */
            outcome: "reached" | "not_reached" | "put_right" | "explained" | "unfounded" | "unreachable" | "settled" | "not_settled" | null;
            words: string | null;
        };
        FollowUpAnswer: {
            acts: components["schemas"]["FollowUpAct"][];
            /** Format: date */
            closed_on: string | null;
            /**
             * Format: date
             * @description On which it was rated
             */
            day: string;
            /** Format: date */
            due: string;
            due_assumed: boolean;
            hall: string | null;
            /** Format: uuid */
            id: string;
            /** @description 1 very bad, 2 bad, 3 fair, 4 good, 5 very good */
            level: number;
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            matter: components["schemas"]["CaseMatter"];
            office: components["schemas"]["Bilingual"];
            /** @enum {string|null} */
            result: "put_right" | "explained" | "unfounded" | "unreachable" | null;
            /** @enum {string} */
            state: "open" | "closed";
            words: string | null;
        };
        FollowUpCounts: {
            closed: number;
            open: number;
            red: number;
            yellow: number;
        };
        FollowUpPage: {
            counts: components["schemas"]["FollowUpCounts"];
            items: components["schemas"]["FollowUpAnswer"][];
            next_cursor: string | null;
        };
        FollowUpProgress: {
            acts: components["schemas"]["FollowUpStep"][];
            /** Format: date */
            closed_on: string | null;
            /** Format: date */
            due: string;
            /** @description Still open after its last day */
            late: boolean;
            may_answer: boolean;
            /** @enum {string|null} */
            result: "put_right" | "explained" | "unfounded" | "unreachable" | null;
            /** @enum {string} */
            state: "open" | "closed";
        };
        FollowUpStep: {
            /** Format: date */
            day: string;
            /** @enum {string} */
            kind: "number" | "call" | "closing" | "answer";
            /** @enum {string|null} */
            outcome: "reached" | "not_reached" | "put_right" | "explained" | "unfounded" | "unreachable" | "settled" | "not_settled" | null;
            words: string | null;
        };
        FormBody: {
            /** @description All typed fields, by name */
            fields: {
                [key: string]: string;
            };
            /** @description The revision that the asker saw */
            revision: number;
        };
        FormFieldAnswer: {
            field: string | null;
            /**
             * @description What may be typed
             * @enum {string}
             */
            kind: "text" | "telephone" | "citizen_number" | "credit_code";
            label: components["schemas"]["Bilingual"];
            name: string;
            required: boolean;
            type: string | null;
        };
        FoundChild: {
            aud: string;
            /** Format: date */
            born: string;
            /** @description Masked */
            citizen_number: string;
            /** Format: uuid */
            found_id: string;
            /** @enum {string} */
            ground: "birth" | "household" | "decision";
            /** Format: date */
            last_day: string;
            name: string;
        };
        FoundChildren: {
            items: components["schemas"]["FoundChild"][];
        };
        GivenCertificate: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["FieldAnswer"][];
            on_behalf?: components["schemas"]["StoredBehalf"] | null;
            /** @description Id of the other region whose it is */
            region?: string | null;
            type: components["schemas"]["TypeName"];
        };
        GivenDisclosure: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["GivenField"][];
            type: components["schemas"]["GivenType"];
        };
        GivenField: {
            label: components["schemas"]["Bilingual"];
            name: string;
        };
        GivenType: {
            id: string;
            name: components["schemas"]["Bilingual"];
        };
        GroundType: {
            fields: components["schemas"]["PermittedName"][];
            type: components["schemas"]["NamedType"];
        };
        GuardianAnswer: {
            frozen: boolean;
            /** @enum {string} */
            ground: "birth" | "household" | "decision";
            /** Format: uuid */
            guardianship_id: string;
            name: string;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string | null;
        };
        GuardianList: {
            items: components["schemas"]["GuardianAnswer"][];
        };
        HallFigure: {
            average: number;
            code: string;
            count: number;
            /** @description How many of level 1, 2, 3, 4, 5 */
            levels: number[];
            name: string;
        };
        HolderRequestBody: {
            certificates: components["schemas"]["WantedType"][];
            /** @description What follows a no */
            consequence: string;
            /**
             * @description For how long the asker keeps what it is shown; 0: not at all (read within an hour)
             * @default 0
             */
            keep_days: number;
            /**
             * @description Time to answer: by link 1 to 1440 (a window: 30)
             * @default 10
             */
            minutes: number;
            /** @description A registered purpose */
            purpose: string;
            /** @description What it is for, as the holder reads it */
            reason: string;
        };
        IdentityAnswer: {
            /** @description Masked */
            name: string;
            /** @description Masked */
            number: string;
        };
        IdentityClaim: {
            name: string;
            number: string;
        };
        ImportRunShown: {
            added: number;
            changed: number;
            /** Format: date-time */
            finished_at: string | null;
            issuer_code: string;
            refused: number;
            /** Format: uuid */
            run_id: string;
            /** Format: date-time */
            started_at: string;
            type_number: number;
            unchanged: number;
        };
        ImportRunShownPage: {
            items: components["schemas"]["ImportRunShown"][];
            next_cursor: string | null;
        };
        IssueRequest: {
            /** @description Field names of the certificate type and their values; dates as YYYY-MM-DD, null for an open end */
            fields: {
                [key: string]: unknown;
            };
            /** @description Id of the certificate type, such as resident-id */
            type: string;
        };
        IssuerAnswer: {
            authority_code: string;
            code: string;
            keys: components["schemas"]["KeyAnswer"][];
            name: components["schemas"]["Bilingual"];
            platform: boolean;
            /** @description Type numbers it may sign */
            types: number[];
        };
        IssuerList: {
            items: components["schemas"]["IssuerAnswer"][];
        };
        IssuerMetadata: {
            issuer: string;
            jwks: components["schemas"]["KeySet"];
        };
        KeyAnswer: {
            /** Format: date-time */
            active_from: string;
            /** Format: date-time */
            compromised_since: string | null;
            /** @description Kept in a device, not in the database */
            in_device: boolean;
            /** @description As it stands in codes, hex */
            kid: string;
            /** Format: date-time */
            retired_at: string | null;
            signs: boolean;
            state: string;
            /**
             * Format: date-time
             * @description Signs nothing, is not believed
             */
            suspended_at: string | null;
            /** @description RFC 7638, base64url */
            thumbprint: string;
        };
        KeyDecisionAnswer: {
            /** @enum {string} */
            act: "activate" | "rotate" | "compromise" | "allow" | "withdraw";
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            /**
             * Format: date-time
             * @description A compromise waits longer, and is reminded of
             */
            decide_by: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            /** @description Whether the asker may agree or refuse */
            decides: boolean;
            /** Format: uuid */
            decision_id: string;
            in_device: boolean | null;
            issuer_code: string;
            overlap_days: number | null;
            reason: string;
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "taken_back" | "expired";
            /** @description Whether the asker may take it back */
            takes_back: boolean;
            /** @description The key it is about */
            thumbprint: string | null;
            types: number[];
            why_refused: string | null;
        };
        KeyDecisionBody: {
            /** @enum {string} */
            act: "activate" | "rotate" | "compromise" | "allow" | "withdraw";
            /** @default false */
            in_device: boolean;
            issuer_code: string;
            /** @default 15 */
            overlap_days: number;
            reason: string;
            /**
             * Format: date-time
             * @default null
             */
            since: string | null;
            /** @default null */
            thumbprint: string | null;
            types?: number[];
        };
        KeyDecisionPage: {
            device: boolean;
            items: components["schemas"]["KeyDecisionAnswer"][];
            next_cursor: string | null;
        };
        KeyRefusalBody: {
            reason: string;
        };
        KeySet: {
            keys: components["schemas"]["PublicKey"][];
        };
        KindAnswer: {
            by_rule: boolean;
            code: string;
            legal_basis: string[];
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["Bilingual"];
            /** @description Working days */
            promised_days: number;
            questions: components["schemas"]["KindQuestion"][];
            validity_days: number;
            version: number;
            what: components["schemas"]["Bilingual"];
        };
        KindChoice: {
            label: components["schemas"]["Bilingual"];
            value: string;
        };
        KindFigures: {
            asked: number;
            /** @description Issued by an officer */
            by_officer: number;
            /** @description Issued at once, by rule */
            by_rule: number;
            /** @description Cases in which a proof spared a material */
            cases: number;
            code: string;
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["Bilingual"];
            /** @description Of these: other cases than the one it was asked for */
            other_cases: number;
            refused: number;
            /** @description A proof that stood already was the answer */
            reused: number;
            waiting: number;
            withdrawn: number;
        };
        KindList: {
            items: components["schemas"]["KindAnswer"][];
        };
        KindName: {
            code: string;
            name: components["schemas"]["Bilingual"];
            version: number;
        };
        KindQuestion: {
            answers: components["schemas"]["KindChoice"][];
            code: string;
            /** @enum {string} */
            kind: "choice" | "text" | "number" | "date" | "citizen_number";
            least: number;
            most: number;
            required: boolean;
            text: components["schemas"]["Bilingual"];
        };
        KioskAnswer: {
            hall: string;
            kiosk_id: string;
            name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            set_up_at: string | null;
            /**
             * Format: date-time
             * @description While a set-up code waits
             */
            setup_until: string | null;
            /** Format: date-time */
            stopped_at: string | null;
        };
        KioskList: {
            items: components["schemas"]["KioskAnswer"][];
        };
        KioskName: {
            en: string;
            zh: string;
        };
        KioskPrintBody: {
            /**
             * @description Nothing: all that can be shown
             * @default null
             */
            certificate_ids: string[] | null;
            matter: string;
        };
        KioskWithCode: {
            hall: string;
            kiosk_id: string;
            name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            registered_at: string;
            /** Format: date-time */
            set_up_at: string | null;
            /** @description Shown once; good once, for an hour */
            setup_code: string;
            /**
             * Format: date-time
             * @description While a set-up code waits
             */
            setup_until: string | null;
            /** Format: date-time */
            stopped_at: string | null;
        };
        Labelled: {
            label: components["schemas"]["Bilingual"];
            name: string;
        };
        LegalGround: {
            certificates: components["schemas"]["GroundType"][];
            code: string;
            law: string;
            name: components["schemas"]["Bilingual"];
            tell_after_days: number;
        };
        LegalGroundList: {
            items: components["schemas"]["LegalGround"][];
        };
        LendBody: {
            certificates: string[];
            /** Format: uuid */
            device_id: string;
            /**
             * @description How many more persons it may go on to, one after the other
             * @default 0
             */
            lend_on: number;
            /**
             * Format: uuid
             * @default null
             */
            parent: string | null;
            /** @description A sum of 1 windows, 2 third parties online, 4 verifiers offline */
            places: number;
            /** @description matter:<code>; none: any */
            purposes?: string[];
            /** @description JWS liangma-delegation+jwt by the phone */
            signature: string;
            /**
             * @description How often each certificate may be shown; null: as often as needed
             * @default null
             */
            times: number | null;
            to: components["schemas"]["BorrowerBody"];
            /**
             * Format: date
             * @description The last day, at most a year ahead
             */
            until: string;
        };
        LentCertificate: {
            /** Format: uuid */
            certificate_id: string;
            state: string;
            times_left: number | null;
            type: components["schemas"]["LentType"];
        };
        LentPurpose: {
            name: components["schemas"]["Bilingual"];
            purpose: string;
        };
        LentType: {
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        LentUse: {
            /** Format: date-time */
            at: string;
            case_no: string | null;
            presenter: string;
            purpose: string;
            types: components["schemas"]["UsedType"][];
            /** Format: uuid */
            verdict_id: string;
            verifier: components["schemas"]["Bilingual"];
        };
        LetterBody: {
            citizen_number: string;
            name: string;
            /** @description The revision that the asker saw */
            revision: number;
        };
        LinkBody: {
            secret: string;
        };
        ListsAnswer: {
            bundle: components["schemas"]["BundleAnswer"];
            status_lists: components["schemas"]["StatusListAnswer"][];
            trust_list: components["schemas"]["TrustListAnswer"] | null;
        };
        LogProof: {
            chain?: number | null;
            /** @description JWS of the checkpoint that covers it */
            checkpoint?: string | null;
            /** Format: date-time */
            come_back?: string | null;
            /** @description The entry's hash */
            entry?: string | null;
            /** @description The leaf's place in its chain's tree, from 0 */
            index?: number | null;
            /** @description Hashes beside the path, from the leaf up */
            path?: string[];
            /** @enum {string} */
            state: "covered" | "waiting" | "unbound";
        };
        LookUpBody: {
            about: components["schemas"]["AboutBody"];
            certificates: components["schemas"]["WantedType"][];
            /** @description What follows a no */
            consequence: string;
            /**
             * @description For how long the asker keeps what it is shown; 0: not at all (read within an hour)
             * @default 0
             */
            keep_days: number;
            /** @default 1440 */
            minutes: number;
            /** @description A registered purpose */
            purpose: string;
            /** @description What it is for, as the holder reads it */
            reason: string;
        };
        LookUpRequest: {
            /** @description The number as printed on the certificate */
            number: string;
            type: string;
        };
        LookedAt: {
            fields: components["schemas"]["Labelled"][];
            type: components["schemas"]["TypeName"];
        };
        ManagedCompany: {
            name: string;
            /** Format: uuid */
            organisation_id: string;
            /** @description representative, or administrator */
            power: string;
        };
        MappedField: {
            label: components["schemas"]["Bilingual"] | null;
            ours: string | null;
            theirs: string;
            values: components["schemas"]["MappedValue"][];
        };
        MappedType: {
            fields: components["schemas"]["MappedField"][];
            theirs: string;
            type: components["schemas"]["OurType"];
        };
        MappedValue: {
            ours: string;
            theirs: string;
        };
        MaterialAnswer: {
            applies_when: components["schemas"]["AppliesAnswer"][];
            /** @description The letter for an agent: what the applicant's own phone says stands for it */
            authorisation: boolean;
            code: string;
            committable: boolean;
            deferrable_days: number | null;
            form: string;
            name: components["schemas"]["Bilingual"];
            /** @description Ways; any one suffices, and a way needs all its certificates */
            replaced_by: components["schemas"]["ReplacementAnswer"][][];
            required: boolean;
            source: components["schemas"]["SourceAnswer"];
        };
        MaterialBody: {
            /** @enum {string} */
            state: "provided" | "missing";
        };
        MaterialSums: {
            code: string;
            exempted: number;
            name: components["schemas"]["Bilingual"];
        };
        MatterAnswer: {
            /** @description The question that asks whether somebody does, and the answers that say so */
            agent_when: components["schemas"]["AppliesAnswer"][];
            /** @description Somebody may act for the applicant */
            agents: boolean;
            applicant: string;
            certificates: components["schemas"]["UsefulCertificate"][];
            channels: string[];
            code: string;
            commitment: components["schemas"]["CommitmentAnswer"] | null;
            /** @description Rules that decide without a person */
            decide: components["schemas"]["RulesAnswer"] | null;
            decision: string;
            fee: components["schemas"]["FeeAnswer"];
            form: components["schemas"]["FormFieldAnswer"][];
            guide: components["schemas"]["Bilingual"][];
            /** Format: uri */
            guide_url: string;
            keywords: string[];
            legal_basis: string[];
            materials: components["schemas"]["MaterialAnswer"][];
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["OfficeAnswer"];
            parts: components["schemas"]["PartAnswer"][];
            result: components["schemas"]["ResultAnswer"];
            situations: components["schemas"]["SituationAnswer"][];
            time_limit: components["schemas"]["TimeLimitAnswer"];
            version: number;
        };
        MatterDraftAnswer: {
            /** @description Against the newest version */
            changes: components["schemas"]["ChangedLine"][];
            problems: components["schemas"]["MatterProblem"][];
            /** @description What it would be saved as */
            version: number;
        };
        MatterDraftBody: {
            /** @description YAML; the version in it is of no account */
            text: string;
        };
        MatterFigure: {
            average: number;
            code: string;
            count: number;
            /** @description How many of level 1, 2, 3, 4, 5 */
            levels: number[];
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["Bilingual"];
        };
        MatterLine: {
            applicant: string;
            channels: string[];
            code: string;
            fee: components["schemas"]["FeeAnswer"];
            readonly materials: unknown;
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["OfficeAnswer"];
            readonly replaceable: unknown;
            time_limit: components["schemas"]["TimeLimitAnswer"];
            /** @description Certificate type ids that stand for some material */
            readonly types: string[];
            version: number;
        };
        MatterList: {
            items: components["schemas"]["MatterLine"][];
        };
        MatterProblem: {
            line: number | null;
            /** @description A key or code of the text; empty: the whole */
            place: string;
            reason: components["schemas"]["Bilingual"];
        };
        MatterRetireBody: {
            /** @description The version on offer */
            version: number;
        };
        MatterSaveBody: {
            /** @description The newest version when the editing began; null for a new matter */
            seen: number | null;
            /** @description YAML; the version in it is of no account */
            text: string;
        };
        MatterSums: {
            cases: number;
            code: string;
            exempted: number;
            materials: components["schemas"]["MaterialSums"][];
            minutes_saved: number;
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["OfficeName"];
        };
        MatterVersionAnswer: {
            code: string;
            name: components["schemas"]["Bilingual"];
            offered: boolean;
            office: components["schemas"]["OfficeAnswer"];
            /** Format: date-time */
            saved_at: string;
            text: string;
            version: number;
        };
        MatterVersionLine: {
            code: string;
            name: components["schemas"]["Bilingual"];
            offered: boolean;
            office: components["schemas"]["OfficeAnswer"];
            /** Format: date-time */
            saved_at: string;
            version: number;
        };
        MatterVersionList: {
            items: components["schemas"]["MatterVersionLine"][];
        };
        MatterVersionPage: {
            items: components["schemas"]["MatterVersionLine"][];
            next_cursor: string | null;
        };
        Me: {
            /** @description Let in by a phone, on a browser without a key of its own */
            desktop: boolean;
            identity: components["schemas"]["IdentityAnswer"] | null;
            office: string | null;
            /** @description Masked; citizens only */
            phone: string | null;
            role: string;
            subject: string;
        };
        MinutesFigure: {
            /** @description true: nobody measured it here */
            assumed: boolean;
            per_material: number;
            source: components["schemas"]["Bilingual"];
        };
        MissingMaterial: {
            code: string;
            consequence: components["schemas"]["Bilingual"];
            /**
             * Format: date
             * @description Last day; of what may follow, the one it would have if it were deferred today
             */
            due: string | null;
            due_assumed: boolean;
            /** @enum {string} */
            form: "original" | "copy" | "form";
            name: components["schemas"]["Bilingual"];
            /** @enum {string} */
            state: "missing" | "deferred";
            where: components["schemas"]["MissingPlace"];
        };
        MissingNotice: {
            case_no: string;
            /** Format: date-time */
            made_at: string;
            materials: components["schemas"]["MissingMaterial"][];
            matter: components["schemas"]["CaseMatter"];
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
        };
        MissingPlace: {
            /** @enum {string} */
            by: "applicant" | "authority" | "third_party" | "certificate";
            en: string;
            zh: string;
        };
        MyAgentAnswer: {
            /**
             * @description What they act on: the applicant's phone, the applicant being there, a letter, showing the applicant's certificates on their behalf; none: nobody is the applicant
             * @enum {string}
             */
            basis: "phone" | "present" | "paper" | "showing" | "none";
            name: string;
            /** Format: date-time */
            since: string;
            /** Format: date */
            until: string | null;
            /** @description Where they showed their own code */
            window: components["schemas"]["Bilingual"] | null;
        };
        MyCandidate: {
            /** Format: uuid */
            certificate_id: string;
            fields: string[];
            holder: components["schemas"]["CertificateHolder"];
            valid_to: string | null;
        };
        MyCaseAnswer: {
            /** Format: date-time */
            accepted_at: string | null;
            /** @description What I may do with it now */
            acts: ("accept" | "defer" | "complete" | "expire" | "lapse" | "take" | "approve" | "reject" | "ask" | "consent" | "decline" | "commit" | "fill" | "add" | "withdraw" | "dismiss" | "appoint" | "name" | "answer" | "represent" | "take_back" | "weigh")[];
            agent: components["schemas"]["MyAgentAnswer"] | null;
            /**
             * Format: date
             * @description The last day that may be signed
             */
            agent_until_most: string;
            /** @description The matter does not ask for the person */
            agents_allowed: boolean;
            /** @description What was answered about the situation: question to answer; signed with the rest */
            answers: {
                [key: string]: string;
            };
            /** @description Whom a signed consent is addressed to */
            aud: string;
            case_no: string;
            /** @description Of a draft begun online */
            certificates: components["schemas"]["MyCertificate"][];
            /**
             * @description Where it was begun
             * @enum {string}
             */
            channel: "window" | "online";
            /** Format: date-time */
            closed_at: string | null;
            /** @description What offices ask me to show: the last request of the case and of each part */
            consent_requests: components["schemas"]["MyConsentRequest"][];
            decision: components["schemas"]["CaseDecision"] | null;
            /** Format: date */
            deferred_until: string | null;
            due: components["schemas"]["CaseDue"] | null;
            /** @description Of a case begun online */
            form: components["schemas"]["MyFormField"][];
            materials: components["schemas"]["MyMaterial"][];
            matter: components["schemas"]["CaseMatter"];
            may_name_agent: boolean;
            may_take_back: boolean;
            missing: components["schemas"]["MissingMaterial"][];
            /** @description Who decides */
            office: components["schemas"]["Bilingual"];
            /** @description Parts that other offices are still to do */
            open_parts: number;
            /** Format: date-time */
            opened_at: string;
            /** @description What each office does, where several do the matter together */
            parts: components["schemas"]["CasePart"][];
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
            steps: components["schemas"]["MyCaseStep"][];
            /** @description Signed and sent in at least once */
            submitted: boolean;
            /** @description The certificate that may be offered to other wallets before it is decided */
            to_come: components["schemas"]["Bilingual"] | null;
        };
        MyCaseLine: {
            /** Format: date-time */
            accepted_at: string | null;
            case_no: string;
            /** Format: date-time */
            closed_at: string | null;
            /** Format: date */
            deferred_until: string | null;
            due: components["schemas"]["CaseDue"] | null;
            matter: components["schemas"]["CaseMatter"];
            /** @description Who decides */
            office: components["schemas"]["Bilingual"];
            /** @description Parts that other offices are still to do */
            open_parts: number;
            /** Format: date-time */
            opened_at: string;
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
            /** @description Signed and sent in at least once */
            submitted: boolean;
        };
        MyCaseLinePage: {
            items: components["schemas"]["MyCaseLine"][];
            next_cursor: string | null;
        };
        MyCaseStep: {
            /** @enum {string} */
            act: "open" | "accept" | "defer" | "complete" | "expire" | "lapse" | "take" | "approve" | "reject" | "ask" | "consent" | "decline" | "commit" | "fill" | "add" | "withdraw" | "dismiss" | "appoint" | "name" | "answer" | "represent" | "take_back" | "weigh";
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
        };
        MyCertificate: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["StoredField"][];
            /** @description Fields of the form */
            fills: components["schemas"]["MyFilling"][];
            on_behalf?: components["schemas"]["StoredBehalf"] | null;
            /** @description Id of the other region whose it is */
            region?: string | null;
            /** @description The case has it already */
            shown: boolean;
            /** @description Codes of materials */
            stands_for: string[];
            suggested: boolean;
            type: components["schemas"]["TypeName"];
        };
        MyCompanies: {
            manages: components["schemas"]["ManagedCompany"][];
            roles: components["schemas"]["MyCompanyRole"][];
        };
        MyCompanyRole: {
            /** @description accept, decline, leave */
            acts: string[];
            company: components["schemas"]["CompanyName"];
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            ended_why: string | null;
            /** Format: date-time */
            invited_at: string;
            matters: string[];
            /** Format: uuid */
            member_id: string;
            /** @enum {string} */
            role: "administrator" | "keeper" | "agent";
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            state: "invited" | "waiting" | "active" | "declined" | "ended" | "expired" | "over" | "frozen";
            types: string[];
            /** Format: date */
            until: string | null;
            uses: number | null;
        };
        MyConsentRequest: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            case_no: string;
            /** @description What I could say yes with, while the request is open */
            certificates: components["schemas"]["StoredShown"][];
            office: components["schemas"]["Bilingual"];
            reason: string;
            /** @description Signed with the answer */
            revision: number;
            /** @enum {string} */
            standing: "open" | "given" | "declined" | "expired" | "closed";
            types: components["schemas"]["AskedType"][];
            /**
             * Format: date
             * @description The last day to answer
             */
            until: string;
        };
        MyFilling: {
            name: string;
            value: unknown;
        };
        MyFormField: {
            /**
             * @description What may be typed
             * @enum {string}
             */
            kind: "text" | "telephone" | "citizen_number" | "credit_code";
            label: components["schemas"]["Bilingual"];
            name: string;
            required: boolean;
            type: string | null;
            typed: boolean;
            value: unknown;
        };
        MyMaterial: {
            by_form: boolean;
            code: string;
            covered_by: string[];
            /** Format: date */
            due: string | null;
            /** @enum {string} */
            form: "original" | "copy" | "form";
            /** @description It may be handed in after the acceptance */
            may_follow: boolean;
            name: components["schemas"]["Bilingual"];
            /** @enum {string} */
            state: "missing" | "deferred" | "exempt" | "not_applicable" | "provided" | "committed";
            why: components["schemas"]["Bilingual"];
        };
        MyPrintedLine: {
            agent: string | null;
            /** Format: date */
            day: string;
            /** @enum {string} */
            ground: "code" | "card" | "self";
            matter_code: string;
            matter_name: components["schemas"]["Bilingual"];
            /** @description To speak of it; opens nothing */
            number: string;
            office_name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            printed_at: string;
            /** Format: uuid */
            printed_code_id: string;
            reason: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            /** @enum {string} */
            state: "waiting" | "used" | "revoked" | "expired";
            /** Format: date-time */
            used_at: string | null;
            /** Format: uuid */
            verdict_id: string | null;
        };
        MyPrintedList: {
            items: components["schemas"]["MyPrintedLine"][];
        };
        MyRatingAnswer: {
            case_no: string;
            /** Format: date */
            day: string | null;
            follow_up: components["schemas"]["FollowUpProgress"] | null;
            /** @description 1 very bad, 2 bad, 3 fair, 4 good, 5 very good */
            level: number | null;
            matter: components["schemas"]["CaseMatter"];
            open: boolean;
            words: string | null;
        };
        MyRequest: {
            acts: "withdraw"[];
            /** Format: date-time */
            answered_at: string | null;
            /** @enum {string|null} */
            answered_by: "rule" | "officer" | null;
            answers: components["schemas"]["AnsweredQuestion"][];
            /** Format: date-time */
            asked_at: string;
            case_no: string | null;
            certificate: components["schemas"]["ProofCertificate"] | null;
            /** Format: uuid */
            certificate_id: string | null;
            /** @enum {string} */
            channel: "phone" | "window";
            due: components["schemas"]["ProofDue"];
            explanation: components["schemas"]["RuleLine"][];
            kind: components["schemas"]["KindName"];
            office: components["schemas"]["Bilingual"];
            reason: components["schemas"]["Bilingual"] | null;
            /** Format: uuid */
            request_id: string;
            reused: boolean;
            revision: number;
            /** @enum {string} */
            state: "waiting" | "issued" | "refused" | "withdrawn";
            statement: string | null;
            window: components["schemas"]["Bilingual"] | null;
        };
        MyWanted: {
            fields: components["schemas"]["RequestedField"][];
            holder_kind: string;
            mine: components["schemas"]["MyCandidate"][];
            optional: boolean;
            type: components["schemas"]["NamedType"];
        };
        NameBody: {
            en: string;
            zh: string;
        };
        NamedPerson: {
            citizen_number: string;
            name: string;
        };
        NamedType: {
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        NeededAnswer: {
            code: string;
            materials: components["schemas"]["NeededMaterial"][];
            name: components["schemas"]["Bilingual"];
            office: components["schemas"]["Bilingual"];
        };
        NeededMaterial: {
            code: string;
            name: components["schemas"]["Bilingual"];
            required: boolean;
            /** @description A valid certificate stands for it */
            there: boolean;
        };
        NewInvitation: {
            /** @description confirm, remove */
            acts: string[];
            by_link: boolean;
            /** Format: date-time */
            due_at: string | null;
            /** Format: date-time */
            ended_at: string | null;
            ended_why: string | null;
            /** Format: date-time */
            invited_at: string;
            invited_by: string;
            link: string | null;
            matters: string[];
            /** Format: uuid */
            member_id: string;
            name: string | null;
            /** @enum {string} */
            role: "administrator" | "keeper" | "agent";
            /** Format: date-time */
            since: string | null;
            /** @enum {string} */
            state: "invited" | "waiting" | "active" | "declined" | "ended" | "expired" | "over" | "frozen";
            types: string[];
            /** Format: date */
            until: string | null;
            uses: number | null;
        };
        NewKeyAnswer: {
            thumbprint: string;
        };
        NewKeyBody: {
            /** @description Whether the device makes and keeps it */
            in_device: boolean;
        };
        NewKiosk: {
            hall: string;
            name: components["schemas"]["KioskName"];
        };
        NewOffer: {
            /** @description openid-credential-offer:// URI */
            by_reference: string;
            /** @description The same, whole, for a wallet on this phone */
            by_value: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            offer_id: string;
            /** Format: date-time */
            server_time: string;
            tx_code: string;
        };
        NewPresentation: {
            /** Format: date-time */
            expires_at: string;
            /** @description The same for wallets of HAIP 1.0 */
            haip_uri: string;
            /** @description Opens our own wallet's page */
            link: string;
            /** Format: uuid */
            presentation_id: string;
            /** @description openid4vp://… */
            uri: string;
        };
        NewRequest: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            certificates: components["schemas"]["RequestedCertificate"][];
            /** @enum {string} */
            channel: "link" | "lookup";
            consequence: string;
            keep_days: number;
            link: string | null;
            purpose: string;
            reason: string;
            reference: string | null;
            /** Format: uuid */
            request_id: string;
            /** Format: date-time */
            result_until: string | null;
            /** @enum {string} */
            state: "waiting" | "given" | "refused" | "expired" | "withdrawn" | "not_given";
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        NonceAnswer: {
            /** Format: date-time */
            expires_at: string;
            /** @description 8 bytes, base64url without padding */
            nonce: string;
        };
        NoticeAnswer: {
            /** Format: date-time */
            at: string;
            case_no: string | null;
            certificate: components["schemas"]["NoticeCertificate"] | null;
            /** @description Until it ends: 30, 7, 1; or 3 working days */
            days: number | null;
            /** Format: uuid */
            delegation_id: string | null;
            /** Format: uuid */
            device_id: string | null;
            /**
             * Format: uuid
             * @description Stable
             */
            id: string;
            /** @enum {string} */
            kind: "certificate_issued" | "certificate_changed" | "certificate_suspended" | "certificate_resumed" | "certificate_ended" | "certificate_expiring" | "code_accepted" | "code_refused" | "code_used_twice" | "device_added" | "device_removed" | "passkey_added" | "passkey_first_used" | "passkey_blocked" | "passkey_removed" | "case_accepted" | "case_deferred" | "case_deferral_due" | "case_ended" | "case_lapse_due" | "case_lapsed" | "case_consent_asked" | "case_agent_acts" | "agency_given" | "agency_taken_back" | "agency_approved" | "agency_rejected" | "case_approved" | "case_rejected" | "case_withdrawn" | "part_approved" | "part_rejected" | "commitment_passed" | "commitment_failed" | "proof_asked" | "proof_refused" | "proposal_offered" | "code_printed" | "wallet_took_copies" | "sealed_copy_made" | "request_asked" | "duty_check_seen" | "delegation_offered" | "delegation_accepted" | "delegation_over" | "guardian_new" | "guardian_rests" | "guardian_over" | "guardian_saw_readers" | "guardian_took_data" | "role_offered" | "role_taken" | "role_waits" | "role_over" | "role_left" | "company_frozen" | "company_unfrozen" | "rating_open" | "follow_up_closed";
            next_step: components["schemas"]["Bilingual"] | null;
            /** Format: uuid */
            passkey_id: string | null;
            /** Format: uuid */
            proposal_id: string | null;
            read: boolean;
            /** Format: uuid */
            request_id: string | null;
            title: components["schemas"]["Bilingual"];
            /**
             * Format: uuid
             * @description Its line in the history
             */
            verdict_id: string | null;
        };
        NoticeCertificate: {
            /** Format: uuid */
            certificate_id: string;
            type: components["schemas"]["TypeName"];
        };
        NoticePage: {
            items: components["schemas"]["NoticeAnswer"][];
            next_cursor: string | null;
            /** @description Not read yet, counted up to 100 */
            unread: number;
        };
        NumberAnswer: {
            /** @description Null: the account is gone */
            phone: string | null;
        };
        Offer: {
            copies: number;
            /** Format: date-time */
            created_at: string;
            /** @description What the wallet said last */
            event: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            offer_id: string;
            /** @description Whether the wallet waits for copies that cannot be given yet */
            put_off: boolean;
            /** @description Copies that were not ended alone */
            standing: number;
            /** @description waiting | authorised | over | blocked | withdrawn | taken */
            state: string;
            /** Format: date-time */
            taken_at: string | null;
            vouched_by: components["schemas"]["Bilingual"] | null;
            wallet: string | null;
            /** @description As its provider puts it */
            wallet_name: string | null;
        };
        Offers: {
            items: components["schemas"]["Offer"][];
        };
        OfficeAnswer: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        OfficeCaseAnswer: {
            /** Format: date-time */
            accepted_at: string | null;
            /** @description What this window may do with it now */
            acts: ("accept" | "defer" | "complete" | "expire" | "lapse" | "take" | "approve" | "reject" | "ask" | "consent" | "decline" | "commit" | "fill" | "add" | "withdraw" | "dismiss" | "appoint" | "name" | "answer" | "represent" | "take_back" | "weigh")[];
            agent: components["schemas"]["CaseAgentAnswer"] | null;
            /** @description null: the matter does not ask */
            agent_question: components["schemas"]["AgentQuestion"] | null;
            /** @description The matter does not ask for the person */
            agents_allowed: boolean;
            answers: {
                [key: string]: unknown;
            };
            applicant: components["schemas"]["CaseApplicant"] | null;
            applicant_known: boolean;
            /** @description What I may ask the applicant's phone for now */
            askable: components["schemas"]["AskedType"][];
            case_no: string;
            certificates: components["schemas"]["CaseShownAnswer"][];
            /** @enum {string} */
            channel: "window" | "online";
            /** Format: date-time */
            closed_at: string | null;
            /** @description Materials that a signed promise stands for */
            committed: string[];
            /** @description What the applicant was asked for last */
            consent_request: components["schemas"]["OfficeConsentRequest"] | null;
            decision: components["schemas"]["CaseDecision"] | null;
            /** Format: date */
            deferred_until: string | null;
            due: components["schemas"]["CaseDue"] | null;
            form: components["schemas"]["CaseFormField"][];
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            materials: components["schemas"]["CaseMaterialAnswer"][];
            matter: components["schemas"]["CaseMatter"];
            /** @description By the letter of an agent who is here */
            may_name_applicant: boolean;
            mine: boolean;
            /** Format: date-time */
            opened_at: string;
            /** @description null: no part of another case */
            part: components["schemas"]["PartOf"] | null;
            /** @description What each office does, where several do the matter together */
            parts: components["schemas"]["CasePart"][];
            /** @description No material is missing or deferred */
            ready: boolean;
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
            taken: boolean;
            /** @description What the rules say now of a case that waits for a person; null: it has no rules */
            weighed_by_rule: components["schemas"]["CaseRule"][] | null;
        };
        OfficeCaseLine: {
            /** Format: date-time */
            accepted_at: string;
            case_no: string;
            /** @enum {string} */
            channel: "window" | "online";
            /** Format: date-time */
            closed_at: string | null;
            due: components["schemas"]["CaseDue"];
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            matter: components["schemas"]["CaseMatter"];
            /** @description Whoever asks took it */
            mine: boolean;
            /** @description null: no part of another case */
            part: components["schemas"]["PartOf"] | null;
            revision: number;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
            /** @description An officer took it */
            taken: boolean;
        };
        OfficeCaseLinePage: {
            items: components["schemas"]["OfficeCaseLine"][];
            next_cursor: string | null;
        };
        OfficeConsentRequest: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            /** @description What was disclosed by the yes */
            given: components["schemas"]["GivenCertificate"][];
            reason: string | null;
            /** @enum {string} */
            standing: "open" | "given" | "declined" | "expired" | "closed";
            types: components["schemas"]["AskedType"][];
            /**
             * Format: date
             * @description The last day to answer
             */
            until: string;
        };
        OfficeName: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        OfficeRequest: {
            /** Format: date-time */
            answered_at: string | null;
            /** @enum {string|null} */
            answered_by: "rule" | "officer" | null;
            answers: components["schemas"]["AnsweredQuestion"][];
            /** Format: date-time */
            asked_at: string;
            case_no: string | null;
            /** Format: uuid */
            certificate_id: string | null;
            /** @enum {string} */
            channel: "phone" | "window";
            /** @description Statement to begin with */
            draft: string | null;
            due: components["schemas"]["ProofDue"];
            explanation: components["schemas"]["RuleLine"][];
            kind: components["schemas"]["KindName"];
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            office: components["schemas"]["Bilingual"];
            person: components["schemas"]["ProofPerson"];
            reason: components["schemas"]["Bilingual"] | null;
            /** Format: uuid */
            request_id: string;
            reused: boolean;
            revision: number;
            /** @enum {string} */
            state: "waiting" | "issued" | "refused" | "withdrawn";
            statement: string | null;
            /** @description What an issued proof says */
            summary: string | null;
        };
        OnBehalf: {
            holder_name: string;
            /** @enum {string} */
            kind: "delegation" | "guardian" | "role";
            /** @description A sum: 1 windows, 2 third parties online, 4 verifiers offline */
            places: number;
            /** @description matter:<code>; empty: for any purpose */
            purposes: string[];
            /** Format: uuid */
            showing_id: string;
            /**
             * Format: uuid
             * @description The delegation, guardianship or role
             */
            source_id: string;
            /** @description null: as often as wanted */
            times_left: number | null;
            /**
             * Format: date-time
             * @description When it ends; null: with its source
             */
            until: string | null;
        };
        OneCredential: {
            /** @description SD-JWT VC */
            credential: string;
        };
        OpenRating: {
            case_no: string;
            matter: components["schemas"]["CaseMatter"];
            office: components["schemas"]["Bilingual"];
            /** Format: date-time */
            opened_at: string;
            /** @enum {string} */
            state: "draft" | "deferred" | "accepted" | "deciding" | "approved" | "rejected" | "withdrawn" | "ended";
        };
        OpenRatings: {
            items: components["schemas"]["OpenRating"][];
        };
        OurType: {
            id: string;
            name: components["schemas"]["Bilingual"];
        };
        OwnData: {
            found_by: string[];
            made_at: number;
            more: {
                [key: string]: number;
            };
            /** Format: uuid */
            person_id: string;
            readers: components["schemas"]["Reader"][];
            tables: {
                [key: string]: {
                    [key: string]: unknown;
                }[];
            };
        };
        OwnRegistration: {
            channels: string[];
            client_id: string;
            contact: components["schemas"]["PartnerContact"];
            credentials: components["schemas"]["CredentialLine"][];
            /** Format: date */
            expires_on: string | null;
            legal_name: components["schemas"]["Bilingual"];
            /** @description Of each channel */
            limits: components["schemas"]["RegisteredLimit"][];
            logo: string | null;
            name: components["schemas"]["Bilingual"];
            purposes: components["schemas"]["RegisteredPurpose"][];
            state: string;
            today: components["schemas"]["UsedToday"][];
        };
        OwnVerifier: {
            hall: string | null;
            kind: string;
            name_en: string;
            name_zh: string;
            /** @description Purpose -> number of the certificate type -> names of fields */
            purposes: {
                [key: string]: unknown;
            };
            /** @description Purpose -> number of the certificate type -> yes/no questions that may be asked */
            questions: {
                [key: string]: unknown;
            };
            verifier_id: string;
        };
        PaginationMetadata: {
            /** @description First available page number. */
            first_page?: number;
            /** @description Last available page number. */
            last_page?: number;
            /** @description Next page number. */
            next_page?: number;
            /** @description Current page number. */
            page?: number;
            /** @description Previous page number. */
            previous_page?: number;
            /** @description Total number of items. */
            total?: number;
            /** @description Total number of pages. */
            total_pages?: number;
        };
        Paper: {
            agent: string | null;
            /** Format: date */
            day: string;
            matter_code: string;
            matter_name: components["schemas"]["Bilingual"];
            /** @description To speak of it; opens nothing */
            number: string;
            /** Format: uuid */
            printed_code_id: string;
            /** @description The text of its QR code */
            text: string;
            types: components["schemas"]["TypeName"][];
        };
        PartAnswer: {
            /** @description Without it: always */
            applies_when: components["schemas"]["AppliesAnswer"][];
            does: components["schemas"]["Bilingual"];
            /** @description Names of fields of the form */
            form: string[];
            /** @description The matter is this office's own */
            lead: boolean;
            materials: string[];
            office: components["schemas"]["OfficeAnswer"];
        };
        PartOf: {
            does: components["schemas"]["Bilingual"];
            parent_no: string;
        };
        PartOffice: {
            code: string;
            en: string;
            zh: string;
        };
        PartnerAnswer: {
            client_id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            name: components["schemas"]["Bilingual"];
            proves_by: string;
            purposes: components["schemas"]["PermittedPurpose"][];
            state: string;
        };
        PartnerApplicationAnswer: {
            /** Format: uuid */
            application_id: string;
            /** Format: date-time */
            applied_at: string;
            applied_by: string;
            changes: components["schemas"]["PartnerChange"][];
            changes_registration: boolean;
            client_id: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            document: components["schemas"]["Registered"];
            mine: boolean;
            name: components["schemas"]["Bilingual"];
            overlap_hours: number;
            possible: string[];
            proves_by: string;
            reason: string | null;
            /** @description applied | approved | rejected | withdrawn */
            state: string;
        };
        PartnerApplicationBody: {
            channels: ("online" | "offline" | "consent" | "lookup" | "openid4vp" | "webhook")[];
            client_id: string;
            contact: components["schemas"]["PartnerContactBody"];
            /**
             * Format: date
             * @description The last day, at most two years from now
             */
            expires_on: string;
            keys?: {
                [key: string]: unknown;
            }[];
            legal_name: components["schemas"]["PartnerNames"];
            limits?: components["schemas"]["AppliedLimit"][];
            /**
             * @description PNG as a data URL
             * @default null
             */
            logo: string | null;
            name: components["schemas"]["PartnerNames"];
            /** @default 24 */
            overlap_hours: number;
            /** @enum {string} */
            proves_by: "secret" | "keys" | "keep";
            purposes: components["schemas"]["AppliedPurpose"][];
        };
        PartnerApplicationLine: {
            /** Format: uuid */
            application_id: string;
            /** Format: date-time */
            applied_at: string;
            applied_by: string;
            changes_registration: boolean;
            client_id: string;
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            mine: boolean;
            name: components["schemas"]["Bilingual"];
            reason: string | null;
            /** @description applied | approved | rejected | withdrawn */
            state: string;
        };
        PartnerApplicationPage: {
            items: components["schemas"]["PartnerApplicationLine"][];
            next_cursor: string | null;
        };
        PartnerAsked: {
            channel: string;
            count: number;
            /** Format: date */
            date: string;
            over_limit: number;
        };
        PartnerChange: {
            after: string[];
            before: string[];
            path: string;
        };
        PartnerContact: {
            email: string;
            name: string;
            phone: string;
        };
        PartnerContactBody: {
            email: string;
            name: string;
            phone: string;
        };
        PartnerDetail: {
            approved_by: string;
            channels: string[];
            client_id: string;
            contact: components["schemas"]["PartnerContact"];
            /** Format: date-time */
            created_at: string;
            credentials: components["schemas"]["CredentialLine"][];
            /** Format: date */
            expires_on: string | null;
            legal_name: components["schemas"]["Bilingual"];
            /** @description Of each channel */
            limits: components["schemas"]["RegisteredLimit"][];
            logo: string | null;
            name: components["schemas"]["Bilingual"];
            possible: string[];
            purposes: components["schemas"]["RegisteredPurpose"][];
            state: string;
            state_reason: string | null;
            /** Format: date-time */
            state_since: string;
            today: components["schemas"]["UsedToday"][];
            /** Format: uuid */
            waiting: string | null;
        };
        PartnerNames: {
            en: string;
            zh: string;
        };
        PartnerOutcome: {
            accepted: boolean;
            channel: string;
            count: number;
            /** Format: date */
            date: string;
            reason: string | null;
            text: components["schemas"]["Bilingual"] | null;
        };
        PartnerPage: {
            items: components["schemas"]["PartnerAnswer"][];
            next_cursor: string | null;
        };
        PartnerReasonBody: {
            reason: string;
        };
        PartnerRotationBody: {
            /** @default null */
            keys: {
                [key: string]: unknown;
            }[] | null;
            overlap_hours: number;
        };
        PartnerSums: {
            accepted: number;
            /** Format: date-time */
            as_of: string;
            asked: components["schemas"]["PartnerAsked"][];
            client_id: string;
            /** Format: date */
            first: string;
            /** Format: date */
            last: string;
            outcomes: components["schemas"]["PartnerOutcome"][];
            refused: number;
        };
        PartyName: {
            kind: string;
            name: string;
        };
        PasskeyAnswer: {
            /** @description Kept by its maker on several devices */
            backed_up: boolean;
            /** @description A copy may exist; it signs in no more */
            blocked: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_used_at: string | null;
            name: string;
            /** Format: uuid */
            passkey_id: string;
        };
        PasskeyList: {
            items: components["schemas"]["PasskeyAnswer"][];
        };
        PasskeyOptions: {
            /** Format: date-time */
            expires_at: string;
            /** @description Options for the browser, in WebAuthn's own JSON form */
            public_key: {
                [key: string]: unknown;
            };
        };
        PasskeyProof: {
            /** @description RegistrationResponseJSON (WebAuthn), as the browser gives it */
            credential: {
                [key: string]: unknown;
            };
            name: string;
        };
        PasskeySignIn: {
            /** @description AuthenticationResponseJSON (WebAuthn), as the browser gives it */
            credential: {
                [key: string]: unknown;
            };
        };
        PermitAnswer: {
            /** Format: date-time */
            expires_at: string;
        };
        PermittedField: {
            label: components["schemas"]["Bilingual"];
            name: string;
        };
        PermittedName: {
            label: components["schemas"]["Bilingual"];
            name: string;
        };
        PermittedPurpose: {
            purpose: string;
            types: components["schemas"]["PermittedType"][];
        };
        PermittedType: {
            fields: components["schemas"]["PermittedField"][];
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        PhoneCopy: {
            /** @description SD-JWT VC with all its disclosures */
            copy: string;
            /** Format: date-time */
            server_time: string;
        };
        PhoneSignIn: {
            code: string;
            phone: string;
        };
        PresentationBody: {
            /** @default null */
            certificates: components["schemas"]["WantedCertificate"][] | null;
            /** @default null */
            dcql_query: {
                [key: string]: unknown;
            } | null;
            /**
             * @default cross_device
             * @enum {string}
             */
            flow: "cross_device" | "same_device";
            purpose: string;
            /**
             * @description With same_device: the asker's own page, to which the browser comes back
             * @default null
             */
            redirect_uri: string | null;
            /**
             * @default direct_post.jwt
             * @enum {string}
             */
            response_mode: "direct_post.jwt" | "direct_post";
        };
        PresentationResult: {
            presented: {
                [key: string]: string[];
            };
            verdict: components["schemas"]["VerdictAnswer"];
        };
        PresentationState: {
            /** Format: date-time */
            expires_at: string;
            /** Format: uuid */
            presentation_id: string;
            purpose: string;
            reason: string | null;
            result: components["schemas"]["PresentationResult"] | null;
            /** @enum {string} */
            state: "waiting" | "fetched" | "over" | "done" | "failed" | "refused";
            /** Format: uuid */
            verdict_id: string | null;
        };
        PrintBody: {
            /**
             * @description Who brings it, by name
             * @default null
             */
            agent: string | null;
            /** @default null */
            card: components["schemas"]["CardBody"] | null;
            /** @default null */
            case_no: string | null;
            /**
             * Format: date
             * @description Today unless given
             * @default null
             */
            day: string | null;
            matter: string;
            /** @default null */
            types: string[] | null;
        };
        PrintedLine: {
            /** Format: date */
            day: string;
            matter_code: string;
            /** @description To speak of it; opens nothing */
            number: string;
            /** Format: date-time */
            printed_at: string;
            /** Format: uuid */
            printed_code_id: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** @enum {string} */
            state: "waiting" | "used" | "revoked" | "expired";
            /** Format: date-time */
            used_at: string | null;
        };
        PrintedList: {
            items: components["schemas"]["PrintedLine"][];
        };
        Problem: {
            /** @description Stable reason code */
            code: string;
            detail?: string;
            errors?: components["schemas"]["ProblemPlace"][];
            message: components["schemas"]["Bilingual"];
            next_step: components["schemas"]["Bilingual"];
            request_id: string;
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        ProblemPlace: {
            en: string;
            /** @description JSON pointer */
            path: string;
            /** @description A text or stable key, for programs */
            problem: string;
            zh: string;
        };
        ProgrammeAnswer: {
            legal_basis: string[];
            numbers: components["schemas"]["ProposalNumbers"];
            office: components["schemas"]["ProposalOffice"];
            paused: boolean;
            programme: components["schemas"]["ProgrammeName"];
            register: components["schemas"]["TypeName"];
            rules: components["schemas"]["Bilingual"][];
            runs: components["schemas"]["ProposalRunAnswer"][];
            type: components["schemas"]["TypeName"];
            valid_days: number;
        };
        ProgrammeList: {
            items: components["schemas"]["ProgrammeAnswer"][];
        };
        ProgrammeName: {
            code: string;
            name: components["schemas"]["Bilingual"];
            version: number;
        };
        ProofCertificate: {
            /** Format: uuid */
            certificate_id: string;
            state: string;
            valid_to: string | null;
        };
        ProofDue: {
            /** @description Reckoned through a year whose days off are not known */
            assumed: boolean;
            /** Format: date */
            day: string;
        };
        ProofFigures: {
            asked: number;
            /** @description Issued by an officer */
            by_officer: number;
            /** @description Issued at once, by rule */
            by_rule: number;
            /** @description Cases in which a proof spared a material */
            cases: number;
            /** @description Of these: other cases than the one it was asked for */
            other_cases: number;
            refused: number;
            /** @description A proof that stood already was the answer */
            reused: number;
            waiting: number;
            withdrawn: number;
        };
        ProofPerson: {
            name: string;
            number: string;
        };
        ProofSums: {
            /** Format: date */
            from: string;
            kinds: components["schemas"]["KindFigures"][];
            /** Format: date */
            to: string;
            total: components["schemas"]["ProofFigures"];
        };
        ProposalAnswer: {
            /** Format: date-time */
            answered_at: string | null;
            /**
             * Format: uuid
             * @description After a yes
             */
            certificate_id: string | null;
            disclosed: components["schemas"]["Bilingual"];
            /** @description What the certificate will say */
            fields: components["schemas"]["Labelled"][];
            holder: components["schemas"]["ProposalHolder"];
            /**
             * Format: date
             * @description On which it can be answered
             */
            last_day: string;
            legal_basis: string[];
            looked_at: components["schemas"]["LookedAt"][];
            /** @description Who issues it */
            office: components["schemas"]["ProposalOffice"];
            programme: components["schemas"]["ProgrammeName"];
            /** Format: uuid */
            proposal_id: string;
            /** Format: date-time */
            proposed_at: string;
            /** @description Why me */
            reasons: components["schemas"]["Bilingual"][];
            /** @enum {string} */
            state: "offered" | "refused" | "consented" | "expired" | "changed" | "held";
            type: components["schemas"]["TypeName"];
            what: components["schemas"]["Bilingual"];
        };
        ProposalBody: {
            /** @description YAML or JSON: their type ids to ours */
            accepts: string;
            base_url: string;
            /**
             * @description Seconds that it is believed beyond its own next update
             * @default 21600
             */
            grace: number;
            name: components["schemas"]["NameBody"];
            thumbprint: string;
        };
        ProposalHolder: {
            /** @enum {string} */
            kind: "citizen" | "organisation";
            name: string;
        };
        ProposalList: {
            items: components["schemas"]["ProposalAnswer"][];
        };
        ProposalNumbers: {
            /** @description In fives, rounded down; null: fewer than five */
            consented: number | null;
            /** @description In fives, rounded down; null: fewer than five */
            expired: number | null;
            /** @description In fives, rounded down; null: fewer than five */
            offered: number | null;
            /** @description In fives, rounded down; null: fewer than five */
            refused: number | null;
            /** @description In fives, rounded down; null: fewer than five */
            waiting: number | null;
        };
        ProposalOffice: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        ProposalRunAnswer: {
            /** Format: date */
            day: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description In fives, rounded down; null: fewer than five */
            looked_at: number | null;
            /** @description In fives, rounded down; null: fewer than five */
            offered: number | null;
            /** Format: date-time */
            started_at: string;
            /** @enum {string} */
            state: "running" | "done";
            version: number;
        };
        PublicKey: {
            alg: string;
            crv: string;
            kid: string;
            kty: string;
            use: string;
            x: string;
            y: string;
        };
        PurposeAnswer: {
            basis: string;
            code: string;
            /** @enum {string} */
            legal_ground: "consent" | "contract" | "statutory";
            text: components["schemas"]["Bilingual"];
        };
        PushedAnswer: {
            expires_in: number;
            request_uri: string;
        };
        QuestionBody: {
            /** @description over_18, over_60, name_matches, number_matches, certificate_number_matches, valid_certificate, same_holder */
            question: string;
            /**
             * @description What to compare: a name or number, or for same_holder the id of an earlier verdict
             * @default null
             */
            value: string | null;
        };
        QuestionsBody: {
            /**
             * @description The 8 bytes this verifier showed, in hex
             * @default null
             */
            challenge: string | null;
            code: string;
            purpose: string;
            questions: components["schemas"]["QuestionBody"][];
        };
        QueueLine: {
            /** Format: date-time */
            answered_at: string | null;
            /** @enum {string|null} */
            answered_by: "rule" | "officer" | null;
            /** Format: date-time */
            asked_at: string;
            case_no: string | null;
            /** Format: uuid */
            certificate_id: string | null;
            /** @enum {string} */
            channel: "phone" | "window";
            due: components["schemas"]["ProofDue"];
            kind: components["schemas"]["KindName"];
            /** @enum {string} */
            mark: "none" | "yellow" | "red";
            office: components["schemas"]["Bilingual"];
            /** @description Masked name */
            person: string;
            /** Format: uuid */
            request_id: string;
            reused: boolean;
            revision: number;
            /** @enum {string} */
            state: "waiting" | "issued" | "refused" | "withdrawn";
        };
        QueueLinePage: {
            items: components["schemas"]["QueueLine"][];
            next_cursor: string | null;
        };
        RatingBody: {
            /** @description 1 very bad, 2 bad, 3 fair, 4 good, 5 very good */
            level: number;
            /** @default null */
            words: string | null;
        };
        RatingFigures: {
            halls: components["schemas"]["HallFigure"][];
            matters: components["schemas"]["MatterFigure"][];
            /** @description How many of a matter or hall are published at once: 5 */
            together: number;
        };
        ReadAnswer: {
            /** Format: date-time */
            at: string;
            case_no: string | null;
            /** Format: uuid */
            id: string;
            matter_code: string | null;
            next_step: components["schemas"]["Bilingual"] | null;
            /** @description Reported later by a gate without a network */
            offline: boolean;
            /** @enum {string} */
            outcome: "accepted" | "rejected";
            purpose: string;
            /** @description What a third party said that it asks for; null where it was never said in words */
            purpose_text: components["schemas"]["Bilingual"] | null;
            reason: string | null;
            shown: components["schemas"]["StoredShown"][];
            text: components["schemas"]["Bilingual"] | null;
            verifier: components["schemas"]["VerifierName"];
        };
        ReadAnswerPage: {
            items: components["schemas"]["ReadAnswer"][];
            next_cursor: string | null;
        };
        ReadBody: {
            /** @description The `at` of the newest one read */
            up_to: string;
        };
        Reader: {
            at: number;
            case_no: string | null;
            outcome: string;
            purpose: string | null;
            purpose_en: string | null;
            purpose_zh: string | null;
            reason: string | null;
            verifier: string | null;
            verifier_en: string | null;
            verifier_id: string;
        };
        Reason: {
            /** @description Told to the holder; at most 200 characters */
            reason: string;
        };
        ReceiptAnswer: {
            log: components["schemas"]["LogProof"];
            /** @description JWS liangma-receipt+jwt by the platform */
            receipt: string;
        };
        Reconciliation: {
            accepted: number;
            clocks: number;
            double_uses: number;
            findings: components["schemas"]["Finding"][];
            /** Format: date */
            from: string;
            gate: string | null;
            not_valid: number;
            refused: number;
            stale: number;
            /** Format: date */
            to: string;
            uploaded: number;
            verifier_id: string;
        };
        RecordedPerson: {
            /** @description Masked */
            citizen_number: string;
            name: string;
        };
        RefusalSums: {
            count: number;
            next_step: components["schemas"]["Bilingual"] | null;
            reason: string;
            text: components["schemas"]["Bilingual"] | null;
        };
        RegionAnswer: {
            accepts: components["schemas"]["MappedType"][];
            /** Format: date-time */
            approved_at: string | null;
            approved_by: string | null;
            base_url: string;
            /** Format: date-time */
            believed_until: string;
            /** Format: date-time */
            changed_at: string;
            changed_by: string;
            /** Format: date-time */
            failing_since: string | null;
            failure: string | null;
            /** Format: date-time */
            fetched_at: string;
            grace: number;
            /** Format: date-time */
            issued_at: string;
            name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            next_update: string;
            number: number;
            /** Format: date-time */
            proposed_at: string;
            proposed_by: string;
            region_id: string;
            stale: boolean;
            /** @enum {string} */
            state: "proposed" | "approved" | "suspended" | "ended";
            thumbprint: string;
            /** Format: date-time */
            tried_at: string;
            version: number;
        };
        RegionIssuer: {
            code: string;
            name: components["schemas"]["Bilingual"];
        };
        RegionList: {
            items: components["schemas"]["RegionAnswer"][];
        };
        RegionOfCode: {
            /** Format: date-time */
            as_of: string;
            id: string;
            issuer: components["schemas"]["RegionIssuer"];
            name: components["schemas"]["Bilingual"];
        };
        Registered: {
            channels: string[];
            client_id: string;
            contact: components["schemas"]["PartnerContact"];
            /** Format: date */
            expires_on: string | null;
            legal_name: components["schemas"]["Bilingual"];
            /** @description Of each channel */
            limits: components["schemas"]["RegisteredLimit"][];
            logo: string | null;
            name: components["schemas"]["Bilingual"];
            purposes: components["schemas"]["RegisteredPurpose"][];
        };
        RegisteredLimit: {
            channel: string;
            day: number;
            minute: number;
        };
        RegisteredPurpose: {
            basis: string;
            en: string;
            keep_days: number;
            legal_ground: string;
            purpose: string;
            types: components["schemas"]["RegisteredType"][];
            why_all: string;
            zh: string;
        };
        RegisteredType: {
            /** @description Every field of the type */
            every: boolean;
            fields: components["schemas"]["PermittedField"][];
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        RenewalRequest: {
            /** @description Field names of the certificate type and their values; dates as YYYY-MM-DD, null for an open end */
            fields?: {
                [key: string]: unknown;
            };
            /** @description Told to the holder; at most 200 characters */
            reason: string;
        };
        ReplacementAnswer: {
            conditions: components["schemas"]["ConditionAnswer"][];
            fields: string[];
            note: components["schemas"]["Bilingual"] | null;
            /** @description Certificate type id */
            type: string;
            type_name: components["schemas"]["Bilingual"];
            /** @description Views that show enough, the one with the fewest fields first */
            views: components["schemas"]["ViewAnswer"][];
        };
        ReplyBody: {
            /** @enum {string} */
            outcome: "issued" | "refused";
            /** @default null */
            reason: string | null;
            /** @description The revision that the asker saw */
            revision: number;
            /** @default null */
            statement: string | null;
        };
        Report: {
            breaks: components["schemas"]["Break"][];
            chains: number;
            checkpoints: number;
            entries: number;
        };
        RequestLine: {
            /** Format: date-time */
            answered_at: string | null;
            /** @enum {string|null} */
            answered_by: "rule" | "officer" | null;
            /** Format: date-time */
            asked_at: string;
            case_no: string | null;
            /** Format: uuid */
            certificate_id: string | null;
            /** @enum {string} */
            channel: "phone" | "window";
            due: components["schemas"]["ProofDue"];
            kind: components["schemas"]["KindName"];
            office: components["schemas"]["Bilingual"];
            /** Format: uuid */
            request_id: string;
            reused: boolean;
            revision: number;
            /** @enum {string} */
            state: "waiting" | "issued" | "refused" | "withdrawn";
        };
        RequestLinePage: {
            items: components["schemas"]["RequestLine"][];
            next_cursor: string | null;
        };
        RequestStep: {
            /** @enum {string} */
            act: "asked" | "claimed" | "given" | "refused" | "read" | "withdrawn";
            /** Format: date-time */
            at: string;
        };
        RequestToMe: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            asker: components["schemas"]["AskerAnswer"];
            aud: string;
            certificates: components["schemas"]["MyWanted"][];
            /** @enum {string} */
            channel: "link" | "lookup";
            consequence: string;
            given: components["schemas"]["GivenDisclosure"][];
            keep_days: number;
            purpose: components["schemas"]["PurposeAnswer"];
            reason: string;
            /** Format: uuid */
            request_id: string;
            /** Format: date-time */
            result_until: string | null;
            /** @enum {string} */
            state: "waiting" | "given" | "refused" | "expired" | "withdrawn";
            steps: components["schemas"]["RequestStep"][];
            types: components["schemas"]["NamedType"][];
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        RequestToMeLine: {
            /** Format: date-time */
            answered_at: string | null;
            /** Format: date-time */
            asked_at: string;
            asker: components["schemas"]["AskerAnswer"];
            /** @enum {string} */
            channel: "link" | "lookup";
            keep_days: number;
            purpose: components["schemas"]["PurposeAnswer"];
            /** Format: uuid */
            request_id: string;
            /** Format: date-time */
            result_until: string | null;
            /** @enum {string} */
            state: "waiting" | "given" | "refused" | "expired" | "withdrawn";
            types: components["schemas"]["NamedType"][];
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            withdrawn_at: string | null;
        };
        RequestToMeLinePage: {
            items: components["schemas"]["RequestToMeLine"][];
            next_cursor: string | null;
        };
        RequestedCertificate: {
            fields: components["schemas"]["RequestedField"][];
            holder_kind: string;
            optional: boolean;
            type: components["schemas"]["NamedType"];
        };
        RequestedField: {
            label: components["schemas"]["Bilingual"];
            name: string;
            required: boolean;
        };
        ResultAnswer: {
            name: components["schemas"]["Bilingual"];
            type: string | null;
        };
        RevocationListAnswer: {
            /** Format: date-time */
            asked_at: string;
            asked_by: string;
            certificates: string[];
            /** Format: date-time */
            decided_at: string | null;
            decided_by: string | null;
            /** @description Whether the asker may agree or refuse */
            decides: boolean;
            ended: number | null;
            /** @enum {string} */
            kind: "withdrawn" | "cancelled" | "lapsed" | "transferred" | "revoked";
            reason: string;
            /** Format: uuid */
            revocation_id: string;
            /** @enum {string} */
            state: "asked" | "approved" | "refused" | "expired";
        };
        RevocationListBody: {
            certificates: string[];
            /** @enum {string} */
            kind: "withdrawn" | "cancelled" | "lapsed" | "transferred" | "revoked";
            reason: string;
        };
        RevocationListPage: {
            items: components["schemas"]["RevocationListAnswer"][];
            next_cursor: string | null;
        };
        RevocationRequest: {
            /** @enum {string} */
            kind: "withdrawn" | "cancelled" | "lapsed" | "transferred" | "revoked";
            /** @description Told to the holder; at most 200 characters */
            reason: string;
        };
        RuleAnswer: {
            code: string;
            /** @enum {string} */
            otherwise: "person" | "reject";
            text: components["schemas"]["Bilingual"];
        };
        RuleLine: {
            code: string;
            holds: boolean | null;
            text: components["schemas"]["Bilingual"];
        };
        RulesAnswer: {
            /**
             * @description When all rules hold
             * @enum {string}
             */
            outcome: "approve" | "person";
            rules: components["schemas"]["RuleAnswer"][];
        };
        ScanAnswer: {
            case: components["schemas"]["CaseAnswer"];
            verdict: components["schemas"]["VerdictAnswer"];
        };
        ScanBody: {
            /** @default null */
            challenge: string | null;
            code: string;
            /**
             * @description Whose code it is: the applicant's, or that of somebody who acts for them
             * @default applicant
             * @enum {string}
             */
            role: "applicant" | "agent";
        };
        SealAnswer: {
            /** Format: date-time */
            approved_at: string | null;
            approved_by: string | null;
            /** @description Whether the asker is the first person, so that another has to agree */
            asked_by_me: boolean;
            /** @description Serial, in hex */
            certificate_number: string | null;
            /** @description Its certificate ended: it seals nothing */
            ended: boolean;
            ends_soon: boolean;
            in_charge: string;
            issuer_code: string;
            /** @enum {string} */
            key_place: "database" | "token";
            name: components["schemas"]["Bilingual"];
            /** Format: date-time */
            not_after: string | null;
            /** Format: date-time */
            proposed_at: string;
            proposed_by: string;
            /** Format: uuid */
            seal_id: string;
            /** @enum {string} */
            shape: "round" | "oval" | "uploaded";
            /** @enum {string} */
            state: "proposed" | "active" | "stopped";
            /** Format: date-time */
            stop_asked_at: string | null;
            stop_asked_by: string | null;
            stop_reason: string | null;
            /** Format: date-time */
            stopped_at: string | null;
            stopped_by: string | null;
            version: number;
        };
        SealAuthorityAnswer: {
            /** @enum {string} */
            kind: "built_in" | "imported";
            name: string;
            /** Format: date-time */
            not_after: string;
            /** @description SHA-256 of its certificate, in hex */
            thumbprint: string;
        };
        SealList: {
            authority: components["schemas"]["SealAuthorityAnswer"] | null;
            items: components["schemas"]["SealAnswer"][];
        };
        SealNameBody: {
            en: string;
            zh: string;
        };
        SealPicture: {
            svg: string;
        };
        SealProposalBody: {
            /** @description Who answers for its use, by name */
            in_charge: string;
            issuer_code: string;
            /** @default null */
            name: components["schemas"]["SealNameBody"] | null;
            /**
             * @description PNG as a data URL
             * @default null
             */
            picture: string | null;
            /**
             * @default round
             * @enum {string}
             */
            shape: "round" | "oval";
        };
        SealReasonBody: {
            reason: string;
        };
        SealVersionBody: {
            version: number;
        };
        SealedCopies: {
            items: components["schemas"]["SealedCopy"][];
        };
        SealedCopy: {
            altered: number;
            case_no: string | null;
            /** Format: uuid */
            certificate_id: string;
            /** Format: date-time */
            checked_at: string | null;
            checks: number;
            /** Format: uuid */
            copy_id: string;
            downloadable: boolean;
            fields: string[];
            layout: string;
            /** Format: date-time */
            made_at: string;
            /** @description holder | window */
            made_by: string;
            /** @description 16 digits in groups of four */
            number: string;
            purpose: string;
            /** Format: date-time */
            recalled_at: string | null;
            recipient: string;
            /** @description valid | recalled | expired */
            state: string;
            type: components["schemas"]["CopyType"];
            until: string;
        };
        SealedCopyPage: {
            items: components["schemas"]["SealedCopy"][];
            next_cursor: string | null;
        };
        Seen: {
            /** @description The revision that the asker saw */
            revision: number;
        };
        SeenAnswer: {
            double_uses: number;
            results: components["schemas"]["SeenResult"][];
        };
        SeenCertificate: {
            fields: {
                [key: string]: unknown;
            };
            type: components["schemas"]["NamedType"];
            valid_to: string | null;
        };
        SeenCodeBody: {
            /** @description Seconds since 1970, the gate's clock */
            at: number;
            fields?: string[];
            /** @default null */
            handle: string | null;
            /** @enum {string} */
            mode: "offline" | "challenge";
            /** @description The one-time id: 16 bytes, base64url without padding */
            once_id: string;
            /** @enum {string} */
            outcome: "accepted" | "refused";
            purpose: string;
            /** @default null */
            reason: string | null;
            /**
             * @description The gate had asked for a live verdict on this code and got no answer in time
             * @default false
             */
            tried_online: boolean;
        };
        SeenCodesBody: {
            /**
             * @description Which of the verifier's gates tells: one partner may have many under one id
             * @default
             */
            gate: string;
            seen: components["schemas"]["SeenCodeBody"][];
        };
        SeenResult: {
            first: components["schemas"]["FirstUse"] | null;
            once_id: string;
            /** @enum {string} */
            result: "recorded" | "already_seen" | "used_elsewhere";
        };
        ServerTime: {
            /** Format: date-time */
            now: string;
            /** @description Seconds since 1970 (UTC) */
            seconds: number;
        };
        SetupCode: {
            setup_code: string;
        };
        ShownAnswer: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["FieldAnswer"][];
            /** @description Only where another's phone showed it */
            on_behalf?: components["schemas"]["ShownBy"];
            type: components["schemas"]["TypeName"];
            /**
             * Format: date
             * @description The last day; null when it is open, or not among the fields shown
             */
            valid_to: string | null;
        };
        ShownBy: {
            /** @enum {string} */
            kind: "delegation" | "guardian" | "role";
            name: string;
        };
        ShownField: {
            kind: string;
            label: components["schemas"]["Bilingual"];
            name: string;
            value: unknown;
        };
        ShownType: {
            /** @description Colour of the card */
            background: string;
            foreground: string;
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
            /** @description Name of the field with its number */
            number_field: string;
        };
        SignedIn: {
            access_token: string;
            /** @description To send as X-CSRF-Token when refreshing */
            csrf_token: string;
            /** @description Seconds until the access token ends */
            expires_in: number;
            role: string;
            /** @default Bearer */
            token_type: unknown;
        };
        SignedView: {
            /** Format: date-time */
            expires_at: string;
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
            /** @description COSE_Sign1, base64url without padding */
            view: string;
        };
        SituationAnswer: {
            answers: components["schemas"]["ChoiceAnswer"][];
            code: string;
            question: components["schemas"]["Bilingual"];
        };
        SourceAnswer: {
            by: string;
            name: components["schemas"]["Bilingual"];
        };
        StaffSignIn: {
            login: string;
            password: string;
            totp: string;
        };
        StatisticsAnswer: {
            answer_times: components["schemas"]["AnswerTimesAnswer"][];
            /** Format: date-time */
            as_of: string;
            days: components["schemas"]["DayOfSums"][];
            /** Format: date */
            from: string;
            matters: components["schemas"]["MatterSums"][];
            minutes: components["schemas"]["MinutesFigure"];
            /** @description All that is published, whatever the period */
            ratings: components["schemas"]["RatingFigures"];
            refusals: components["schemas"]["RefusalSums"][];
            scope: string | null;
            /** Format: date */
            to: string;
            totals: components["schemas"]["Sums"];
            types: components["schemas"]["TypeSums"][];
            verifiers: components["schemas"]["VerifierSums"][];
        };
        StatusListAnswer: {
            invalid: number;
            list_no: number;
            size: number;
            suspended: number;
            used: number;
            /** @description Grows with every change */
            version: number;
        };
        StepCount: {
            /** @description Milliseconds; null: longer than every step */
            at_most: number | null;
            count: number;
        };
        StoredBehalf: {
            holder_name: string | null;
            /** @enum {string} */
            kind: "delegation" | "guardian" | "role";
            name: string | null;
        };
        StoredField: {
            label: components["schemas"]["Bilingual"];
            name: string;
        };
        StoredShown: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["StoredField"][];
            on_behalf?: components["schemas"]["StoredBehalf"] | null;
            /** @description Id of the other region whose it is */
            region?: string | null;
            type: components["schemas"]["TypeName"];
        };
        StoredVerdict: {
            accepted: boolean;
            /** Format: date-time */
            as_of: string;
            /** @description Only of a printed code that names who brings it */
            brought_by?: string;
            certificates: components["schemas"]["StoredShown"][];
            checks: components["schemas"]["CheckAnswer"][];
            /** Format: uuid */
            id: string;
            next_step: components["schemas"]["Bilingual"] | null;
            /** @description Only where another's phone showed one of them */
            on_behalf?: components["schemas"]["ShownBy"];
            purpose: string;
            reason: string | null;
            /** @description JWS by the platform's key */
            receipt: string;
            /** @description Only of a certificate of another region */
            region?: components["schemas"]["RegionOfCode"];
            text: components["schemas"]["Bilingual"] | null;
            verifier: string;
        };
        SubmissionBody: {
            /** @description Certificates that I show to the office for this case, in the order that was signed */
            certificates: string[];
            /**
             * @description What is missing may follow: accept it with a gap
             * @default false
             */
            defer: boolean;
            /** Format: uuid */
            device_id: string;
            /** @description The revision that the asker saw */
            revision: number;
            /** @description JWS liangma-application+jwt by the phone's key; see the wire formats */
            signature: string;
        };
        Sums: {
            /** @description Codes accepted */
            accepted: number;
            /** @description Cases opened */
            cases: number;
            /** @description Materials that a certificate stood for */
            exempted: number;
            /** @description Certificates, new versions included */
            issued: number;
            minutes_saved: number;
            /** @description Codes refused */
            refused: number;
        };
        TakenCopiesAnswer: {
            /** Format: uuid */
            certificate_id: string | null;
            copies: number;
            /** Format: uuid */
            offer_id: string;
            /** @description Copies that were not taken back or ended */
            standing: number;
            /** Format: date-time */
            taken_at: string;
            type_name: components["schemas"]["Bilingual"];
            vouched_by: components["schemas"]["Bilingual"] | null;
            wallet: string | null;
            wallet_name: string | null;
        };
        TakenCopiesList: {
            items: components["schemas"]["TakenCopiesAnswer"][];
        };
        ThisKiosk: {
            hall: string;
            kiosk_id: string;
            name: components["schemas"]["Bilingual"];
        };
        TimeLimitAnswer: {
            promised_days: number;
            statutory_days: number;
        };
        TokenAnswer: {
            access_token: string;
            expires_in: number;
            /** @default Bearer */
            token_type: unknown;
        };
        TrustListAnswer: {
            /** Format: date-time */
            issued_at: string;
            /** Format: date-time */
            next_update: string;
            number: number;
        };
        TryAnswer: {
            /** Format: date-time */
            at: string;
            error: string | null;
            status: number | null;
        };
        TypeDescription: {
            /** @description GB/T 36904 type code */
            code: string;
            /** @description background, text */
            colours: string[];
            fields: components["schemas"]["TypeField"][];
            holder_kind: string;
            id: string;
            issuers: string[];
            name: components["schemas"]["Bilingual"];
            name_field: string;
            number: number;
            number_field: string;
            vct: string;
            views: components["schemas"]["TypeView"][];
        };
        TypeField: {
            derived: boolean;
            disclosable: boolean;
            kind: string;
            label: number;
            masked: boolean;
            name: string;
            required: boolean;
            title: components["schemas"]["Bilingual"];
        };
        TypeList: {
            items: components["schemas"]["TypeDescription"][];
        };
        TypeName: {
            id: string;
            name: components["schemas"]["Bilingual"];
            number?: number;
        };
        TypeSums: {
            /** @description First versions */
            first: number;
            id: string | null;
            name: components["schemas"]["Bilingual"];
            /** @description Changes and renewals */
            next: number;
            number: number;
        };
        TypeView: {
            fields: string[];
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        TypedCodeAnswer: {
            /** Format: date-time */
            expires_at: string;
            number: string;
            /** Format: uuid */
            typed_code_id: string;
        };
        TypedCodeBody: {
            code: string;
        };
        TypedCodeState: {
            /** Format: date-time */
            expires_at: string;
            /** @enum {string} */
            state: "waiting" | "used" | "cancelled" | "expired";
            /** Format: uuid */
            typed_code_id: string;
        };
        Unread: {
            /** @description Not read yet, counted up to 100 */
            unread: number;
        };
        UsedToday: {
            channel: string;
            count: number;
            most: number;
            refused: number;
        };
        UsedType: {
            id: string;
            name: components["schemas"]["Bilingual"];
        };
        UsefulCertificate: {
            /** @description Certificate type id */
            type: string;
            type_name: components["schemas"]["Bilingual"];
            /** @description Views enough for every material and, where one is, for the form; smallest first */
            views: components["schemas"]["ViewAnswer"][];
        };
        VerdictAnswer: {
            accepted: boolean;
            /** Format: date-time */
            as_of: string;
            /** @description Only of a printed code that names who brings it */
            brought_by?: string;
            certificates: components["schemas"]["ShownAnswer"][];
            checks: components["schemas"]["CheckAnswer"][];
            /** Format: uuid */
            id: string;
            next_step: components["schemas"]["Bilingual"] | null;
            /** @description Only where another's phone showed one of them */
            on_behalf?: components["schemas"]["ShownBy"];
            purpose: string;
            reason: string | null;
            /** @description JWS by the platform's key */
            receipt: string;
            /** @description Only of a certificate of another region */
            region?: components["schemas"]["RegionOfCode"];
            text: components["schemas"]["Bilingual"] | null;
            verifier: string;
        };
        VerificationBody: {
            /**
             * @description The 8 bytes this verifier showed, in hex
             * @default null
             */
            challenge: string | null;
            code: string;
            purpose: string;
        };
        VerifierName: {
            hall: string | null;
            kind: string;
            name_en: string;
            name_zh: string;
            verifier_id: string;
        };
        VerifierSums: {
            accepted: number;
            /** @description window | partner */
            kind: string;
            refused: number;
        };
        Version: {
            /** Format: uuid */
            certificate_id: string;
            changes: components["schemas"]["Change"][];
            /** Format: date-time */
            issued_at: string;
            state: string;
            valid_from: string;
            valid_to: string | null;
            version: number;
        };
        Versions: {
            items: components["schemas"]["Version"][];
        };
        ViewAnswer: {
            id: string;
            name: components["schemas"]["Bilingual"];
            number: number;
        };
        ViewRequest: {
            /** Format: uuid */
            certificate_id: string;
            /** Format: uuid */
            device_id: string;
            /**
             * Format: uuid
             * @description The card's, where it is shown for another
             * @default null
             */
            showing_id: string | null;
            view: number;
        };
        VisitAnswer: {
            cases: components["schemas"]["MyCaseLine"][];
            certificates: components["schemas"]["Card"][];
            /** Format: date-time */
            ends_at: string;
            /** @description code | phone | paper */
            how: string;
            /** @description Masked */
            name: string;
            /** Format: uuid */
            visit_id: string;
        };
        VisitBody: {
            /** @description The text of a phone's code (LM1:) or of a printed one (LMP:) */
            code?: string;
            /** @description Of this kiosk's request that a phone approved */
            secret?: string;
        };
        VisitState: {
            /** Format: date-time */
            ends_at: string;
            /** @description code | phone | paper */
            how: string;
            /** Format: uuid */
            visit_id: string;
        };
        Wallet: {
            cards: components["schemas"]["WalletCard"][];
            /** Format: date-time */
            server_time: string;
        };
        WalletApproval: {
            /** @description At most one of each type that was asked for */
            certificate_ids: string[];
            ticket: string;
        };
        WalletAskedType: {
            id: string;
            name: components["schemas"]["Bilingual"];
        };
        WalletCard: {
            /** Format: uuid */
            certificate_id: string;
            fields: components["schemas"]["ShownField"][];
            /** @description Names this version in a code */
            handle: string;
            /** @description citizen | organisation */
            holder_kind: string;
            holder_name: string;
            /** @description GB/T 36904 */
            identifier: string;
            /** Format: date-time */
            issued_at: string;
            issuer: string;
            /** @description Only of a card that is shown for another */
            on_behalf?: components["schemas"]["OnBehalf"];
            state: string;
            /** Format: date-time */
            state_since: string;
            type: components["schemas"]["ShownType"];
            valid_from: string;
            valid_to: string | null;
            version: number;
            views: components["schemas"]["SignedView"][];
        };
        WalletChoice: {
            cards: components["schemas"]["Card"][];
            type: components["schemas"]["WalletAskedType"];
        };
        WalletChoices: {
            items: components["schemas"]["WalletChoice"][];
        };
        WalletOpened: {
            /** Format: date-time */
            expires_at: string;
            /** @description Host, or scheme of an app */
            goes_to: string;
            ticket: string;
            types: components["schemas"]["WalletAskedType"][];
            vouched_by: components["schemas"]["Bilingual"] | null;
            wallet: string;
            /** @description As its provider puts it */
            wallet_name: string | null;
        };
        WalletOpening: {
            client_id: string;
            request_uri: string;
        };
        WalletTicket: {
            ticket: string;
        };
        WalletTokenAnswer: {
            access_token: string;
            authorization_details?: {
                [key: string]: unknown;
            }[];
            expires_in: number;
            scope?: string;
            /** @description DPoP | Bearer */
            token_type: string;
        };
        WantedCertificate: {
            fields?: string[];
            /** @default false */
            optional: boolean;
            type: string;
        };
        WantedType: {
            optional?: string[];
            required?: string[];
            /** @description Id of the certificate type */
            type: string;
        };
        WardAnswer: {
            /** Format: date */
            born: string | null;
            /** @description Masked */
            citizen_number: string;
            frozen: boolean;
            /** @enum {string} */
            ground: "birth" | "household" | "decision";
            /** Format: uuid */
            guardianship_id: string;
            name: string;
            /** @description The ward's other guardians */
            others: string[];
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string | null;
            young: boolean;
        };
        WardList: {
            items: components["schemas"]["WardAnswer"][];
        };
        WayBack: {
            /** @description Address to go to, now */
            redirect: string;
        };
        WebhookAnswer: {
            /** Format: date-time */
            delivered_at: string;
            events: string[];
            /** Format: date-time */
            failing_since: string;
            /** @description Failed tries in a row */
            failures: number;
            /**
             * @description gone: the address answered 410; staff: administration paused it
             * @enum {string|null}
             */
            pause_reason: "failures" | "gone" | "staff" | null;
            /** Format: date-time */
            paused_at: string;
            /** Format: date-time */
            previous_secret_until: string;
            /** Format: date-time */
            rest_until: string;
            /** @description whsec_…, told once: in the answer of the request that made it */
            secret: string | null;
            /** Format: date-time */
            set_at: string;
            /** @enum {string} */
            state: "active" | "resting" | "paused";
            url: string;
        };
        WebhookBody: {
            events: ("consent.given" | "consent.refused" | "consent.expired" | "consent.withdrawn" | "presentation.done" | "presentation.failed" | "double_use.found" | "certificate.revoked" | "partner.suspended")[];
            /**
             * @description Make another secret; the one before signs too for 24 hours
             * @default false
             */
            new_secret: boolean;
            /** @description https, public, without redirects */
            url: string;
        };
        WorkingYear: {
            days_off: string[];
            /** @description Years whose notice is known */
            known: number[];
            make_up_days: string[];
            /** @description Number of the notice */
            source: string | null;
            /** @description How many the whole year has */
            working_days: number;
            year: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
