package org.cascadejdbc.cli.graph;

/** Texts, which may hold anything, within XML, HTML and scripts. */
final class Escape {
    private Escape() {}

    /** For content and quoted attributes of XML and HTML; what XML has no place for becomes U+FFFD. */
    static String xml(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\r', '\t' -> escaped.append("&#").append(c).append(';');
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    /** The Char of XML 1.0, less the control characters that HTML has no place for. */
    private static boolean isXml(int c) {
        return c >= 0x20 && (c < 0x7f || c > 0x9f) && !(c >= 0xd800 && c <= 0xdfff) && (c & 0xfffe) != 0xfffe
                && !(c >= 0xfdd0 && c <= 0xfdef);
    }

    /** JSON for an HTML script element: no text in it can end the element, or start a comment. */
    static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }
}
