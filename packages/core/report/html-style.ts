/** Style of the HTML report. Light and dark by the reader's setting; details open when printed. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--code:#f6f8fa;--mark:#fff1b8;--critical:#a40e26;--high:#b3400a;--medium:#7a5600;--low:#0a5a9c;--info:#57606a}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--soft:#9aa4af;--line:#30363d;--code:#161b22;--mark:#4b3b00;--critical:#ff8088;--high:#ffa26b;--medium:#e3b341;--low:#79c0ff;--info:#9aa4af}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:1.5rem;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;margin:0 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}h3{font-size:1.05rem;margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0}dt{font-weight:600}dd{margin:0}
.warning{border-left:4px solid var(--high);padding:.25rem .75rem;margin:.5rem 0}
article{border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:1rem;margin:1rem 0}
.critical{border-left-color:var(--critical)}.high{border-left-color:var(--high)}.medium{border-left-color:var(--medium)}.low{border-left-color:var(--low)}.info{border-left-color:var(--info)}
.critical>h3 b{color:var(--critical)}.high>h3 b{color:var(--high)}.medium>h3 b{color:var(--medium)}.low>h3 b{color:var(--low)}.info>h3 b{color:var(--info)}
.meta{color:var(--soft);font-size:.9rem;margin:.25rem 0}
pre{background:var(--code);border:1px solid var(--line);border-radius:6px;padding:.5rem .75rem;margin:.5rem 0;overflow-x:auto;font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap}
code{font-family:ui-monospace,monospace;font-size:.9em}
pre i{color:var(--soft);font-style:normal;user-select:none}
mark{background:var(--mark);color:inherit}
details{margin:.25rem 0}summary{cursor:pointer}
ol{margin:.25rem 0;padding-left:1.75rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}
@media print{body{max-width:none;padding:0;font-size:11pt}article{break-inside:avoid-page}details::details-content{content-visibility:visible;block-size:auto}}
`;

/**
 * Hash of STYLE for the content security policy, so that no other style can apply. A test recomputes it.
 */
export const STYLE_HASH = "sha256-9YGjwH+KapwDswwOXNthbtN1z0/UClDwdzb3a64mfcA=";
