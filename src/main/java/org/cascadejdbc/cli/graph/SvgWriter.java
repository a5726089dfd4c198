package org.cascadejdbc.cli.graph;

/** Writes elements with attributes, in pairs of a name and a value; everything is escaped. */
final class SvgWriter {
    private final StringBuilder text = new StringBuilder();

    SvgWriter open(String element, Object... attributes) {
        start(element, attributes);
        text.append(">\n");
        return this;
    }

    SvgWriter close(String element) {
        text.append("</").append(element).append(">\n");
        return this;
    }

    SvgWriter empty(String element, Object... attributes) {
        start(element, attributes);
        text.append("/>\n");
        return this;
    }

    SvgWriter element(String element, String content, Object... attributes) {
        start(element, attributes);
        text.append('>').append(Escape.xml(content)).append("</").append(element).append(">\n");
        return this;
    }

    private void start(String element, Object... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String written = value instanceof Double number ? number(number) : Escape.xml(value.toString());
            text.append(' ').append(attributes[i]).append("=\"").append(written).append('"');
        }
    }

    /** With one digit after the point, if it is not 0, in every locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long digits = Math.abs(tenths);
        return sign + digits / 10 + (digits % 10 == 0 ? "" : "." + digits % 10);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
