"""The page at /: what this server is and where its documents are, for whoever opens the address in a browser."""

from flask import Flask, Response

from backend.web.access import allow

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>亮码 Liangma</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/welcome.css">
</head>
<body>
<main>
<h1>亮码 <span lang="en">Liangma</span></h1>
<p class="lead">电子证照，亮码即用。<br><span lang="en">Show the code, leave the papers at home.</span></p>
<nav aria-label="文档 documents">
<ul>
<li><a href="/docs/"><b>接口文档</b> <span lang="en">API pages</span></a></li>
<li><a href="/openapi.json"><b>OpenAPI 3.1</b> <span lang="en">for programs</span></a></li>
<li><a href="/api/v1/certificate-types"><b>证照类型</b> <span lang="en">certificate types</span></a></li>
<li><a href="/api/v1/matters"><b>事项</b> <span lang="en">matters and what replaces each paper</span></a></li>
<li><a href="/.well-known/jwks.json"><b>公钥</b> <span lang="en">public keys</span></a></li>
<li><a href="/api/v1/bundle"><b>离线包</b> <span lang="en">the signed bundle for gates</span></a></li>
</ul>
</nav>
</main>
</body>
</html>
"""
STYLE = """:root {
  --ink: #16211d; --quiet: #50605a; --paper: #f4f7f5; --card: #fff; --line: #d7e0db; --accent: #00684a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6eeea; --quiet: #a3b3ac; --paper: #101614; --card: #19211e; --line: #2c3833; --accent: #5fd3a6;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: clamp(2rem, 10vh, 6rem) 1.25rem; }
h1 { font-size: 2.5rem; line-height: 1.2; margin: 0 0 .5rem; }
h1 span { color: var(--accent); }
.lead { color: var(--quiet); margin: 0 0 2rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; }
a { display: flex; flex-wrap: wrap; gap: 0 .75rem; align-items: baseline; padding: .9rem 1.1rem; min-height: 3rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .75rem; color: inherit;
  text-decoration: none; }
a b { color: var(--accent); }
a span { color: var(--quiet); }
a:hover, a:focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px; }
"""


def register(app: Flask) -> None:
    @app.get("/")
    @allow("public")
    def welcome() -> Response:
        return Response(PAGE, mimetype="text/html")

    @app.get("/welcome.css")
    @allow("public")
    def welcome_style() -> Response:
        return Response(STYLE, mimetype="text/css")
