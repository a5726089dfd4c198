package org.cascadejdbc.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** The tokens of one statement, without copies of their texts: a statement may have a hundred thousand. */
final class Tokens {
    private static final int LONGEST_KEYWORD = 20;

    private final String text;
    private Scanner.Kind[] kinds = new Scanner.Kind[32];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int size;
    private boolean cutOff;
    private boolean foldsBackticks;

    Tokens(String text) {
        this.text = text;
    }

    /** All that the scanner finds in that text. */
    static Tokens of(String text, Scanner scanner) {
        Tokens tokens = new Tokens(text);
        while (scanner.next() != Scanner.Kind.END) {
            tokens.add(scanner);
        }
        return tokens;
    }

    void add(Scanner scanner) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        kinds[size] = scanner.kind();
        starts[size] = scanner.start();
        ends[size] = scanner.end();
        foldsBackticks = scanner.lexis().has(SqlFeature.BACKTICKS_FOLD);
        size++;
    }

    /** Those from {@code first} up to and without {@code end}, as if they were all. */
    Tokens slice(int first, int end) {
        Tokens slice = new Tokens(text);
        slice.kinds = Arrays.copyOfRange(kinds, first, end);
        slice.starts = Arrays.copyOfRange(starts, first, end);
        slice.ends = Arrays.copyOfRange(ends, first, end);
        slice.size = end - first;
        slice.foldsBackticks = foldsBackticks;
        return slice;
    }

    /** Gives back what was kept for more tokens: a text may have a hundred thousand statements, too. */
    void complete() {
        kinds = Arrays.copyOf(kinds, size);
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
    }

    /** Notes that the text ended inside a BEGIN … END block. */
    void cutOff() {
        cutOff = true;
    }

    boolean isCutOff() {
        return cutOff;
    }

    int size() {
        return size;
    }

    /** The whole text, other statements included. */
    String source() {
        return text;
    }

    /** {@link Scanner.Kind#END} before the first one and behind the last one. */
    Scanner.Kind kind(int i) {
        return i >= 0 && i < size ? kinds[i] : Scanner.Kind.END;
    }

    int start(int i) {
        return starts[i];
    }

    int end(int i) {
        return ends[i];
    }

    String text(int i) {
        return text.substring(starts[i], ends[i]);
    }

    /** The original text from the first of these tokens to the last, both included. */
    String text(int first, int last) {
        return text.substring(starts[first], ends[last]);
    }

    /** Whether it is this keyword, which is given in upper case. Letters beyond ASCII are no other case of one. */
    boolean isWord(int i, String keyword) {
        if (kind(i) != Scanner.Kind.WORD || ends[i] - starts[i] != keyword.length()) {
            return false;
        }
        for (int k = 0; k < keyword.length(); k++) {
            if (upperCase(text.charAt(starts[i] + k)) != keyword.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    boolean isSymbol(int i, char symbol) {
        return kind(i) == Scanner.Kind.SYMBOL && text.charAt(starts[i]) == symbol && ends[i] - starts[i] == 1;
    }

    /** The parenthesis that closes the one at {@code open}, or -1 if none does. */
    int closing(int open) {
        int depth = 0;
        for (int i = open; i < size; i++) {
            depth += isSymbol(i, '(') ? 1 : isSymbol(i, ')') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The word in upper case; empty where there is none, or one too long to be a keyword. */
    String keyword(int i) {
        if (kind(i) != Scanner.Kind.WORD || ends[i] - starts[i] > LONGEST_KEYWORD) {
            return "";
        }
        char[] word = new char[ends[i] - starts[i]];
        for (int k = 0; k < word.length; k++) {
            word[k] = upperCase(text.charAt(starts[i] + k));
        }
        return new String(word);
    }

    private static char upperCase(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
    }

    boolean isIdentifier(int i) {
        Scanner.Kind kind = kind(i);
        return kind == Scanner.Kind.QUOTED_IDENTIFIER || (kind == Scanner.Kind.WORD && text.charAt(starts[i]) != '$');
    }

    Name name(int i) {
        if (kind(i) == Scanner.Kind.WORD) {
            return new Name(text(i), false);
        }
        char quote = text.charAt(ends[i] - 1);
        String inside = text.substring(text.indexOf(quote == ']' ? '[' : quote, starts[i]) + 1, ends[i] - 1);
        String doubled = String.valueOf(quote).repeat(2);
        String name = quote == ']' ? inside : inside.replace(doubled, String.valueOf(quote));
        return new Name(isEscapedIdentifier(i) ? UnicodeEscapes.decode(name).orElse(name) : name,
                quote != '`' || !foldsBackticks);
    }

    /** Whether the identifier's characters may be escaped, U&amp;"…". */
    boolean isEscapedIdentifier(int i) {
        return kind(i) == Scanner.Kind.QUOTED_IDENTIFIER && text.charAt(starts[i] + 1) == '&';
    }

    boolean hasEscapedIdentifier() {
        return IntStream.range(0, size).anyMatch(this::isEscapedIdentifier);
    }

    /** Whether some identifier has escapes that are none, or of another character: UESCAPE. */
    boolean hasUnreadableIdentifier() {
        return IntStream.range(0, size)
                .filter(this::isEscapedIdentifier)
                .anyMatch(i -> isWord(i + 1, "UESCAPE")
                        || UnicodeEscapes.decode(text.substring(starts[i] + 3, ends[i] - 1)).isEmpty());
    }

    /** What stands between the quotes of a literal without prefix, as a name: SQLite takes it for one. */
    Name nameInLiteral(int i) {
        String quote = text.substring(starts[i], starts[i] + 1);
        return new Name(text.substring(starts[i] + 1, ends[i] - 1).replace(quote + quote, quote), true);
    }

    /**
     * Adds all words and quoted identifiers in lower case; a keyword more does no harm.
     *
     * @param literals whether a literal may be an identifier, too (SQLite)
     */
    void addIdentifiers(Set<String> identifiers, boolean literals) {
        for (int i = 0; i < size; i++) {
            if (isIdentifier(i)) {
                identifiers.add(name(i).text().toLowerCase(Locale.ROOT));
            } else if (literals && kind(i) == Scanner.Kind.STRING) {
                identifiers.add(nameInLiteral(i).text().toLowerCase(Locale.ROOT));
            }
        }
    }
}
