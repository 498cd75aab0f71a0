"""Refusals in the words of OAuth 2.0 (RFC 6749, 6750, 9449) and OpenID4VCI 1.0; wallets know no other."""

from backend.errors import Invalid, LiangmaError, NotFound

ALGORITHMS = 'algs="ES256"'


class WalletRefusal(LiangmaError):
    """`oauth_error` is the code that the standard names; `detail`, ASCII, goes to the wallet's developer."""

    oauth_error = "invalid_request"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)


class InvalidRequest(WalletRefusal):
    """A parameter is missing, stands twice, or is where it does not belong."""


class InvalidClient(WalletRefusal):
    """A secret or an assertion: no wallet has one here, and what is not checked must not look as if it were."""

    oauth_error = "invalid_client"


class InvalidClientAttestation(WalletRefusal):
    """An attestation, or its proof, that does not hold."""

    oauth_error = "invalid_client_attestation"


class UseAttestationChallenge(WalletRefusal):
    """A challenge that is not ours or has ended; the answer's header gives another."""

    oauth_error = "use_attestation_challenge"


class InvalidScope(WalletRefusal):
    oauth_error = "invalid_scope"


class UnsupportedResponseType(WalletRefusal):
    oauth_error = "unsupported_response_type"


class RequestNotSupported(WalletRefusal):
    """A request object: what is pushed over TLS needs no other envelope."""

    oauth_error = "request_not_supported"  # RFC 9101


class UnsupportedGrantType(WalletRefusal):
    oauth_error = "unsupported_grant_type"


class InvalidGrant(WalletRefusal):
    """An unknown, used, ended or withdrawn code, or one shown without what belongs to it; the answer does not tell."""

    oauth_error = "invalid_grant"


class CodeUsedTwice(InvalidGrant):
    keeps_writes = True  # the end of its tokens stands


class WrongTransactionCode(InvalidGrant):
    keeps_writes = True  # the try stands


class InvalidAuthorizationDetails(WalletRefusal):
    oauth_error = "invalid_authorization_details"  # RFC 9396


class InvalidDpopProof(WalletRefusal):
    oauth_error = "invalid_dpop_proof"  # RFC 9449


class UseDpopNonce(WalletRefusal):
    oauth_error = "use_dpop_nonce"  # RFC 9449


class InvalidToken(WalletRefusal):
    """No access token, or one that is unknown, ended, or not used in the way it was given."""

    status = 401
    oauth_error = "invalid_token"


class InsufficientScope(WalletRefusal):
    """The credential is known, and the token is for another."""

    status = 403
    oauth_error = "insufficient_scope"


class InvalidCredentialRequest(WalletRefusal):
    oauth_error = "invalid_credential_request"


class UnknownConfiguration(WalletRefusal):
    oauth_error = "unknown_credential_configuration"


class UnknownIdentifier(WalletRefusal):
    oauth_error = "unknown_credential_identifier"


class InvalidProof(WalletRefusal):
    oauth_error = "invalid_proof"


class InvalidNonce(WalletRefusal):
    oauth_error = "invalid_nonce"


class InvalidEncryption(WalletRefusal):
    oauth_error = "invalid_encryption_parameters"


class RequestDenied(WalletRefusal):
    """The certificate cannot be given any more: ended, or given often enough."""

    oauth_error = "credential_request_denied"


class InvalidTransaction(WalletRefusal):
    """Unknown, given already, over, or of another access token."""

    oauth_error = "invalid_transaction_id"


class InvalidNotification(WalletRefusal):
    oauth_error = "invalid_notification_request"


class UnknownNotification(WalletRefusal):
    oauth_error = "invalid_notification_id"


class OfferUnknown(NotFound):
    """Also for an offer of somebody else, and for one that is over."""

    code = "offer_unknown"
    zh = "没有找到该添加码，或已失效"
    en = "No such offer, or it is over"
    next_zh = "请在证照页面重新生成添加码"
    next_en = "Make a new offer on the certificate's page"


class AuthorisationUnknown(NotFound):
    """The wallet's request is not ours, is over, was opened or answered before, or is another wallet's."""

    code = "authorisation_unknown"
    zh = "钱包的请求无效，或已过期、已用过"
    en = "The wallet's request does not hold, is over or was used before"
    next_zh = "请回到那个钱包重新开始"
    next_en = "Go back to that wallet and begin again"


class ChoiceWrong(Invalid):
    code = "authorisation_choice_wrong"
    zh = "所选证照与钱包的请求不符"
    en = "What was chosen is not what the wallet asked for"
    next_zh = "请在钱包所求的每种证照中至多选一张，至少选一种"
    next_en = "Choose at most one certificate of each type that the wallet asked for, and one at least"


class MetadataUnknown(NotFound):
    code = "issuer_metadata_unknown"
    zh = "此地址没有签发方元数据"
    en = "No issuer's metadata at this address"
    next_zh = "请按签发方标识构造地址"
    next_en = "Make the address from the issuer's identifier"


class OffersCaseUnknown(NotFound):
    """No such case, or somebody else's."""

    code = "case_not_found"
    zh = "没有这个办件"
    en = "No such case"
    next_zh = "请核对办件编号；只能使用您自己的，和您代表的单位的办件"
    next_en = "Check the number; only your own cases, and those of organisations you represent, can be used"


class NothingToCome(Invalid):
    """The case is not handed in, is decided, or ends in no certificate of the applicant."""

    status = 409
    code = "nothing_to_come"
    zh = "这个办件没有等待签发的证照"
    en = "No certificate is to come of this case"
    next_zh = "已签发的证照，请在证照页面添加；未受理的办件，请先提交"
    next_en = "Add an issued certificate on its own page; hand in a case that is not accepted yet"


class OfferOver(Invalid):
    """The offer was withdrawn before, and nothing of it is left to end."""

    status = 409
    code = "offer_over"
    zh = "该添加码及其副本均已失效"
    en = "The offer and its copies are over already"
    next_zh = "无需再操作"
    next_en = "There is nothing left to do"
