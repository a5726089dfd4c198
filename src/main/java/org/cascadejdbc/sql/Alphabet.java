package org.cascadejdbc.sql;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the characters of a text are to a server that reads them in another character set than UTF-8: MySQL, which lexes
 * the bytes of {@code character_set_client} by that set's own table of what is a letter, a blank, the first byte of two.
 *
 * <p>0xA0, the no-break space, is a blank in latin1 and twelve other sets; a driver that writes Shift JIS writes ¥ as a
 * backslash; under {@code SET NAMES gbk} the last byte that it writes of é takes away what follows. So a character beyond
 * ASCII is looked at as the bytes that the driver writes of it. What they are to the server was asked of one, character
 * set by character set ({@code CharacterSetsIT}); what is not known is not guessed, but in doubt.
 *
 * @param server the server's name of the character set that it reads in
 * @param driver the name of the {@link Charset} that the driver writes in, {@code null} where that is not known
 */
public record Alphabet(String server, String driver) {
    /** Of a server that takes everything beyond ASCII for letters. */
    public static final Alphabet UNICODE = new Alphabet("utf8mb4", "UTF-8");

    /** Nothing beyond ASCII is certain. */
    public static final Alphabet UNKNOWN = new Alphabet("", null);

    private static final String LETTERS = "";
    /** Of character sets whose characters are bytes: those beyond ASCII that are blanks, or after which -- is a comment. */
    private static final Map<String, String> BLANKS = Map.ofEntries(
            Map.entry("armscii8", "\u00a0"),
            Map.entry("ascii", LETTERS),
            Map.entry("binary", LETTERS),
            Map.entry("cp1250", "\u0080\u0081\u0083\u0088\u0090\u0098\u00a0"),
            Map.entry("cp1251", LETTERS),
            Map.entry("cp1256", LETTERS),
            Map.entry("cp1257", LETTERS),
            Map.entry("cp850", "\u00ff"),
            Map.entry("cp852", "\u00ff"),
            Map.entry("cp866", "\u00ff"),
            Map.entry("dec8", "\u00a0"),
            Map.entry("geostd8", "\u00a0"),
            Map.entry("greek", "\u00a0"),
            Map.entry("hebrew", "\u00a0\u00fd\u00fe"),
            Map.entry("hp8", "\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e"
                    + "\u008f\u0090\u0091\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e"
                    + "\u009f\u00a0\u00b1\u00b2\u00f2\u00f3\u00f4\u00f5\u00ff"),
            Map.entry("keybcs2", "\u00ff"),
            Map.entry("koi8r", LETTERS),
            Map.entry("koi8u", LETTERS),
            Map.entry("latin1", "\u00a0"),
            Map.entry("latin2", "\u00a0"),
            Map.entry("latin5", "\u00a0"),
            Map.entry("latin7", "\u0081\u0083\u0088\u008a\u008c\u0090\u0098\u009a\u009c\u009f\u00a0\u00a1\u00a5"),
            Map.entry("macce", LETTERS),
            Map.entry("macroman", "\u0080\u00cb\u00e5"),
            Map.entry("tis620", LETTERS));

    /** What Java calls a server's character sets; those that are not here have letters that it does not know. */
    private static final Map<String, String> READ_AS = Map.ofEntries(
            Map.entry("big5", "Big5"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"),
            Map.entry("cp866", "IBM866"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("eucjpms", "EUC-JP"),
            Map.entry("euckr", "EUC-KR"),
            Map.entry("gb18030", "GB18030"),
            Map.entry("gb2312", "GB2312"),
            Map.entry("gbk", "GBK"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("hebrew", "ISO-8859-8"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("koi8u", "KOI8-U"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("sjis", "Shift_JIS"),
            Map.entry("tis620", "TIS-620"),
            Map.entry("ujis", "EUC-JP"));

    private static final char FIRST_IN_DOUBT = 0x7f;

    /** Why that text cannot be read for certain; empty where every character of it is what it seems. */
    Optional<String> objection(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isClear(text, at)) {
                return Optional.of(String.format(Locale.ROOT, "what the character U+%04X is to a server that reads in %s is not "
                        + "certain", text.codePointAt(at), server.isEmpty() ? "another character set" : server));
            }
        }
        return Optional.empty();
    }

    /** Whether all that is between quotes in that text stays between them, as letters. */
    public boolean carries(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isKept(text, at)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether that text is the same to the server as to us. What only is between quotes may be other letters to it, as it is
     * natively; a name of ours would be another table's.
     */
    public boolean means(String text) {
        if (isUnicode() || text.chars().allMatch(c -> c < FIRST_IN_DOUBT)) {
            return true;
        }
        String read = isUtf8() ? UNICODE.driver : READ_AS.get(server);
        if (driver == null || read == null || !Charset.isSupported(read)) {
            return false;
        }
        return new String(text.getBytes(Charset.forName(driver)), Charset.forName(read)).equals(text);
    }

    /** Whether that character, outside of quotes, is a letter, or what it is in ASCII. */
    boolean isClear(String text, int at) {
        return text.charAt(at) < FIRST_IN_DOUBT
                ? !isSwedish() || "[\\]^{|}~@`".indexOf(text.charAt(at)) < 0
                : isUnicode() || (isKept(text, at) && hasNoBlank(text, at));
    }

    /** Whether that character, between quotes, is nothing that ends them, or escapes what does. */
    boolean isKept(String text, int at) {
        char c = text.charAt(at);
        return c < 0x80 || isUnicode() || (driver != null && isOneForServer(bytes(text, at)));
    }

    private boolean isUnicode() {
        return isUtf8() && UNICODE.driver.equals(driver);
    }

    private boolean isUtf8() {
        return server.startsWith("utf8");
    }

    /** Of 7 bits, some of whose letters are ASCII's brackets. */
    private boolean isSwedish() {
        return server.equals("swe7");
    }

    private boolean hasNoBlank(String text, int at) {
        String blanks = BLANKS.getOrDefault(server, LETTERS);
        for (byte each : bytes(text, at)) {
            if (blanks.indexOf((char) (each & 0xff)) >= 0) {
                return false;
            }
        }
        return text.charAt(at) != FIRST_IN_DOUBT; // a control character in some sets only
    }

    /** What the driver writes for the character of which this is a char. */
    private byte[] bytes(String text, int at) {
        int from = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)) ? at - 1 : at;
        return Character.toString(text.codePointAt(from)).getBytes(Charset.forName(driver));
    }

    private boolean isOneForServer(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            int length = length(bytes, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** How many bytes the server takes for one character beyond ASCII; 0 where that is not certain. */
    private int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 0; // ? for a character that the driver's set lacks, a backslash for another
        }
        if (BLANKS.containsKey(server)) {
            return 1;
        }
        int second = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
        return switch (server) {
            case "sjis", "cp932" -> among(first, 0xa1, 0xdf) ? 1
                    : two((among(first, 0x81, 0x9f) || among(first, 0xe0, 0xfc)) && isShiftJisTrail(second));
            case "gbk" -> two(among(first, 0x81, 0xfe) && isGbkTrail(second));
            case "big5" -> two(among(first, 0xa1, 0xf9) && (among(second, 0x40, 0x7e) || among(second, 0xa1, 0xfe)));
            case "gb2312" -> two(among(first, 0xa1, 0xf7) && among(second, 0xa1, 0xfe));
            case "euckr" -> two(among(first, 0x81, 0xfe) && isEucKrTrail(second));
            case "ujis", "eucjpms" -> eucJp(bytes, at, first, second);
            case "gb18030" -> gb18030(bytes, at, first, second);
            default -> 0;
        };
    }

    private static int two(boolean pair) {
        return pair ? 2 : 0;
    }

    private static boolean isShiftJisTrail(int b) {
        return among(b, 0x40, 0x7e) || among(b, 0x80, 0xfc);
    }

    private static boolean isGbkTrail(int b) {
        return among(b, 0x40, 0x7e) || among(b, 0x80, 0xfe);
    }

    private static boolean isEucKrTrail(int b) {
        return among(b, 0x41, 0x5a) || among(b, 0x61, 0x7a) || among(b, 0x81, 0xfe);
    }

    private static int eucJp(byte[] bytes, int at, int first, int second) {
        if (first == 0x8f) {
            int third = at + 2 < bytes.length ? bytes[at + 2] & 0xff : 0;
            return among(second, 0xa1, 0xfe) && among(third, 0xa1, 0xfe) ? 3 : 0;
        }
        return two(first == 0x8e ? among(second, 0xa1, 0xdf) : among(first, 0xa1, 0xfe) && among(second, 0xa1, 0xfe));
    }

    private static int gb18030(byte[] bytes, int at, int first, int second) {
        if (among(second, 0x30, 0x39)) {
            boolean whole = at + 3 < bytes.length
                    && among(first, 0x81, 0xfe)
                    && among(bytes[at + 2] & 0xff, 0x81, 0xfe)
                    && among(bytes[at + 3] & 0xff, 0x30, 0x39);
            return whole ? 4 : 0;
        }
        return two(among(first, 0x81, 0xfe) && isGbkTrail(second));
    }

    private static boolean among(int b, int from, int to) {
        return from <= b && b <= to;
    }
}
