package org.cascadejdbc.cli.graph;

/** How wide a text is in a monospaced font, without a font: East Asian characters and pictures take two places. */
final class Lettering {
    /** A place's share of the font's size, as in most monospaced fonts; some are narrower, none is much wider. */
    private static final double PLACE = 0.61;

    private Lettering() {}

    static double width(String text, double fontSize) {
        return places(text) * PLACE * fontSize;
    }

    private static int places(String text) {
        return text.codePoints().map(Lettering::places).sum();
    }

    private static int places(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> character >= 0x1100 && (character <= 0x115f || character >= 0x2e80) ? 2 : 1;
        };
    }

    /** Names have their beginning and their end, which tell long ones apart, and dots for what is between. */
    static String shorten(String text, int most) {
        if (places(text) <= most) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        int left = 0;
        int right = characters.length;
        int places = 1;
        while (left < right) {
            boolean fromLeft = left <= characters.length - right;
            places += places(characters[fromLeft ? left : right - 1]);
            if (places > most) {
                break;
            }
            if (fromLeft) {
                left++;
            } else {
                right--;
            }
        }
        return new String(characters, 0, left) + "…" + new String(characters, right, characters.length - right);
    }
}
