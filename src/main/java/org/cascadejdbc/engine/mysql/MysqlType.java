package org.cascadejdbc.engine.mysql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadejdbc.schema.Column;

/**
 * A column's type, as far as it decides how InnoDB stores a value, and so with which others it is equal in a key: what a
 * session makes of the value when it reads it (a name, a local time, a padded string) does not matter there.
 *
 * @param kind the type's name without its length, {@code ""} if it is not known
 * @param definition all of it, as the server says it
 * @param length its first number, or how many members it has; 0 if there is none
 * @param scale its second number
 * @param members of an ENUM or SET, else empty
 * @param rest what comes behind its parentheses
 */
record MysqlType(String kind, String definition, int length, int scale, List<String> members, String rest) {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint");

    /** InnoDB knows these as bytes, which it compares. */
    private static final Set<String> BYTES =
            Set.of("bit", "decimal", "time", "datetime", "timestamp", "binary", "varbinary");

    private static final Pattern KIND = Pattern.compile("[a-z]+");
    private static final Pattern NUMBERS = Pattern.compile("\\((\\d+)(?:,(\\d+))?\\)");
    private static final Pattern MEMBER = Pattern.compile("[(,]'((?:[^']|'')*)'");
    /** Those whose strings are not equal if one has blanks at its end ({@code PAD_ATTRIBUTE} of the catalog). */
    private static final Pattern NO_PAD = Pattern.compile(" collate \\w+_0900_\\w+");
    private static final String SETS_ITSELF = " on update";
    private static final int DIGITS_IN_FOUR_BYTES = 9;

    MysqlType {
        members = List.copyOf(members);
    }

    /**
     * What the catalog says about a column in one text.
     *
     * @param type {@code COLUMN_TYPE} and the collation, if it has one
     * @param extra {@code EXTRA}
     */
    static String definition(String type, String extra) {
        return type + (extra.toLowerCase(Locale.ROOT).contains("on update") ? SETS_ITSELF : "");
    }

    static MysqlType of(Column column) {
        String text = column.type() == null ? "" : column.type();
        Matcher kind = KIND.matcher(text);
        if (!kind.lookingAt()) {
            return new MysqlType("", text, 0, 0, List.of(), "");
        }
        int end = kind.end();
        Matcher numbers = NUMBERS.matcher(text).region(end, text.length());
        if (numbers.lookingAt()) {
            int scale = numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
            int length = Integer.parseInt(numbers.group(1));
            return new MysqlType(kind.group(), text, length, scale, List.of(), text.substring(numbers.end()));
        }
        List<String> members = new ArrayList<>();
        Matcher member = MEMBER.matcher(text);
        while (member.region(end, text.length()).lookingAt()) {
            members.add(member.group(1));
            end = member.end();
        }
        end += members.isEmpty() ? 0 : 1;
        return new MysqlType(kind.group(), text, members.size(), 0, members, text.substring(end));
    }

    /** {@code COLUMN_TYPE}. */
    String columnType() {
        return definition.substring(0, definition.length() - rest.length());
    }

    /** A number that only one value is equal to, and that is compared with a number. */
    static boolean isInteger(Column column) {
        return INTEGERS.contains(of(column).kind);
    }

    /** Whether an UPDATE that does not mention the column changes it: {@code ON UPDATE CURRENT_TIMESTAMP}. */
    static boolean setsItself(Column column) {
        return of(column).rest.endsWith(SETS_ITSELF);
    }

    /** ENUM and SET: a number, which is read as names. */
    boolean isNamed() {
        return kind.equals("enum") || kind.equals("set");
    }

    boolean isTimestamp() {
        return kind.equals("timestamp");
    }

    /** One that may hold what a strict session does not let anybody write: {@code 0000-00-00}. */
    boolean isDate() {
        return kind.equals("date") || kind.equals("datetime");
    }

    /** Whether two values may read alike: the empty name is the one of the number 0, too. */
    boolean hasAmbiguousNames() {
        Set<String> different = new HashSet<>(Set.of(""));
        return members.stream().anyMatch(name -> !different.add(name.strip().toLowerCase(Locale.ROOT)));
    }

    private boolean isUnpadded() {
        return (kind.equals("char") || kind.equals("varchar")) && NO_PAD.matcher(rest).find();
    }

    /**
     * Whether the bytes that are stored of equal values are not equal.
     *
     * @return what is to be said about it, if so
     */
    static Optional<String> difference(MysqlType parent, MysqlType child) {
        if (!BYTES.contains(parent.kind) || !BYTES.contains(child.kind)) {
            return Optional.empty();
        }
        boolean binary = parent.kind.endsWith("binary") && child.kind.endsWith("binary");
        return binary || parent.layout().equals(child.layout())
                ? Optional.empty()
                : Optional.of("MySQL compares what it stores in the two columns byte by byte, and it stores values of "
                        + parent.definition + " and " + child.definition + " differently");
    }

    private String layout() {
        return kind + switch (kind) {
            case "bit" -> (length + 7) / 8;
            case "decimal" -> bytes(length - scale) + "." + scale;
            default -> length;
        };
    }

    /** Nine digits are four bytes; those that are left over take as many as they need. */
    private static int bytes(int digits) {
        return digits / DIGITS_IN_FOUR_BYTES * 4 + (digits % DIGITS_IN_FOUR_BYTES + 1) / 2;
    }

    /**
     * Whether the value {@code q} of a column of that type is equal to the value {@code r} of another one in a key of
     * InnoDB's. What is looked for by an index is {@code r}.
     */
    static String equal(MysqlType parent, String q, MysqlType child, String r) {
        String equal = q + " = " + r;
        if (parent.isNamed() || child.isNamed()) {
            boolean same = parent.definition.equals(child.definition);
            boolean numbers = parent.isNumber() && child.isNumber();
            return !numbers ? equal : (same ? equal + " AND " : "") + parent.number(q) + " = " + child.number(r);
        }
        if (parent.isNumber() && child.isNumber() && !parent.kind.equals(child.kind)
                && (parent.isYearOrByte() && child.isYearOrByte())) {
            return parent.number(q) + " = " + child.number(r);
        }
        if (parent.isTimestamp() && child.isTimestamp()) {
            return equal + " AND UNIX_TIMESTAMP(" + q + ") = UNIX_TIMESTAMP(" + r + ")";
        }
        return parent.isUnpadded() && child.isUnpadded() ? unpadded(parent, q, child, r) : equal;
    }

    private boolean isNumber() {
        return isNamed() || kind.equals("year") || INTEGERS.contains(kind);
    }

    private boolean isYearOrByte() {
        return kind.equals("year") || (kind.equals("tinyint") && rest.contains("unsigned"));
    }

    /** The number that is stored. */
    String number(String value) {
        return isNamed() ? "CAST(" + value + " AS UNSIGNED)"
                : kind.equals("year") ? "GREATEST(0, CAST(" + value + " AS SIGNED) - 1900)" : value;
    }

    /**
     * CHAR is compared without the blanks at its end, whether or not the session reads them
     * ({@code PAD_CHAR_TO_FULL_LENGTH}); where it is compared as VARCHAR, with those to which it is filled up.
     */
    private static String unpadded(MysqlType parent, String q, MysqlType child, String r) {
        boolean fixed = parent.kind.equals("char");
        if (!child.kind.equals("char")) {
            String value = withoutBlanks(q);
            return !fixed
                    ? q + " = " + r
                    : value + " = " + withoutBlanks(r) + " AND " + r + " BETWEEN " + value + " AND CONCAT(" + value
                            + ", SPACE(" + child.length + "))";
        }
        if (fixed && parent.length == child.length) {
            return q + " = " + r;
        }
        String looked = r + " = " + child.asRead(q);
        String stored = withoutBlanks(r);
        return fixed
                ? looked
                : looked + " AND " + q + " = CONCAT(" + stored + ", SPACE(GREATEST(0, " + child.length + " - LENGTH(" + stored
                        + "))))";
    }

    /** That value as a CHAR of this type would be read. */
    private String asRead(String value) {
        String bare = withoutBlanks(value);
        return "RPAD(" + bare + ", IF(FIND_IN_SET('PAD_CHAR_TO_FULL_LENGTH', @@SESSION.sql_mode), GREATEST(" + length
                + ", CHAR_LENGTH(" + bare + ")), CHAR_LENGTH(" + bare + ")), ' ')";
    }

    private static String withoutBlanks(String value) {
        return "TRIM(TRAILING ' ' FROM " + value + ")";
    }
}
