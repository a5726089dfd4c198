package org.cascadejdbc.it.property;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cascadejdbc.it.support.Database;

/**
 * A type of columns with its collation, and which of its values are equal. Values are texts; {@code null} is NULL.
 *
 * @param ddl as a column is declared
 * @param ignoresCase whether letters of other case are equal when a column of this kind is referenced
 * @param ignoresBlanks the same of blanks at the end
 */
record PropertyKind(String ddl, Family family, boolean ignoresCase, boolean ignoresBlanks) {
    private static final int TEXT_LENGTH = 8;

    /** What values look like. */
    enum Family {
        INTEGER,
        TEXT,
        DECIMAL,
        DATE,
        UUID,
        BINARY
    }

    private static final PropertyKind POSTGRESQL_INT = plain("int", Family.INTEGER);
    private static final PropertyKind POSTGRESQL_BIGINT = plain("bigint", Family.INTEGER);
    private static final PropertyKind POSTGRESQL_SMALLINT = plain("smallint", Family.INTEGER);
    private static final PropertyKind POSTGRESQL_NUMERIC = plain("numeric(12,0)", Family.INTEGER);

    static PropertyKind plain(String ddl, Family family) {
        return new PropertyKind(ddl, family, false, false);
    }

    /** The first ones are the simplest. */
    static List<PropertyKind> of(Database database) {
        return switch (database) {
            case POSTGRESQL -> List.of(
                    POSTGRESQL_INT,
                    POSTGRESQL_BIGINT,
                    POSTGRESQL_SMALLINT,
                    POSTGRESQL_NUMERIC,
                    plain("varchar(20)", Family.TEXT),
                    plain("text", Family.TEXT),
                    plain("varchar(20) COLLATE \"C\"", Family.TEXT),
                    new PropertyKind("char(8)", Family.TEXT, false, true),
                    new PropertyKind("varchar(20) COLLATE ci", Family.TEXT, true, false),
                    plain("numeric(10,2)", Family.DECIMAL),
                    plain("date", Family.DATE),
                    plain("uuid", Family.UUID));
            case MYSQL, MYSQL_OFF, MARIADB -> List.of(
                    plain("int", Family.INTEGER),
                    plain("bigint", Family.INTEGER),
                    plain("int unsigned", Family.INTEGER),
                    new PropertyKind("varchar(20)", Family.TEXT, true, false),
                    new PropertyKind("varchar(20) COLLATE utf8mb4_bin", Family.TEXT, false, true),
                    new PropertyKind("varchar(20) COLLATE utf8mb4_general_ci", Family.TEXT, true, true),
                    new PropertyKind("char(8)", Family.TEXT, true, true),
                    plain("decimal(10,2)", Family.DECIMAL),
                    plain("date", Family.DATE),
                    plain("binary(16)", Family.BINARY),
                    plain("varbinary(16)", Family.BINARY));
            case H2_POSTGRESQL -> of(Database.H2).stream().filter(kind -> !kind.ddl.startsWith("varchar_i")).toList();
            case H2, H2_MYSQL -> List.of(
                    plain("int", Family.INTEGER),
                    plain("bigint", Family.INTEGER),
                    plain("smallint", Family.INTEGER),
                    plain("numeric(12,0)", Family.INTEGER),
                    plain("varchar(20)", Family.TEXT),
                    new PropertyKind("varchar_ignorecase(20)", Family.TEXT, true, false),
                    new PropertyKind("char(8)", Family.TEXT, false, true),
                    plain("decimal(10,2)", Family.DECIMAL),
                    plain("date", Family.DATE),
                    plain("uuid", Family.UUID),
                    plain("binary(16)", Family.BINARY),
                    plain("varbinary(16)", Family.BINARY));
            case HSQLDB -> List.of(
                    plain("int", Family.INTEGER),
                    plain("bigint", Family.INTEGER),
                    plain("smallint", Family.INTEGER),
                    plain("numeric(12,0)", Family.INTEGER),
                    new PropertyKind("varchar(20)", Family.TEXT, false, true),
                    new PropertyKind("varchar_ignorecase(20)", Family.TEXT, true, true),
                    new PropertyKind("char(8)", Family.TEXT, false, true),
                    plain("decimal(10,2)", Family.DECIMAL),
                    plain("date", Family.DATE),
                    plain("uuid", Family.UUID),
                    plain("binary(16)", Family.BINARY),
                    plain("varbinary(16)", Family.BINARY));
            case SQLITE -> List.of(
                    plain("int", Family.INTEGER),
                    plain("integer", Family.INTEGER),
                    plain("text", Family.INTEGER),
                    plain("numeric", Family.INTEGER),
                    plain("varchar(20)", Family.TEXT),
                    plain("text", Family.TEXT),
                    new PropertyKind("text COLLATE NOCASE", Family.TEXT, true, false),
                    new PropertyKind("text COLLATE RTRIM", Family.TEXT, false, true),
                    plain("decimal(10,2)", Family.DECIMAL),
                    plain("date", Family.DATE),
                    plain("blob", Family.BINARY));
        };
    }

    /** Whether a key's column of this kind may reference one of the other kind. */
    boolean mayReference(PropertyKind referenced, Database database) {
        if (equals(referenced)) {
            return true;
        }
        if (family != referenced.family || database.isMySql() || (database.isInMemory() && family != Family.INTEGER)) {
            return false;
        }
        if (database == Database.POSTGRESQL) {
            boolean collated = ddl.endsWith("ci") || referenced.ddl.endsWith("ci");
            boolean narrowed = equals(POSTGRESQL_NUMERIC) && !referenced.equals(POSTGRESQL_NUMERIC);
            return !collated && !narrowed;
        }
        return true;
    }

    /** The i-th of values that all differ in every kind of the family. */
    String value(int i) {
        return switch (family) {
            case INTEGER -> String.valueOf(i + 1);
            case TEXT -> switch (i % 5) {
                case 0 -> "Ab" + i;
                case 1 -> "aB" + i;
                case 2 -> "ü" + i;
                case 3 -> "It's" + i;
                default -> "c d" + i;
            };
            case DECIMAL -> i + ".50";
            case DATE -> "2024-%02d-%02d".formatted(1 + i / 28, 1 + i % 28);
            case UUID -> "00000000-0000-4000-8000-%012x".formatted(i + 10);
            case BINARY -> "%032x".formatted(i + 10);
        };
    }

    /** The value as a column of this kind keeps it. */
    String kept(String value) {
        return value != null && ddl.startsWith("char(") ? value.stripTrailing() : value;
    }

    /** A value that may look otherwise, and is perhaps still equal. */
    String alike(String value, Random random) {
        if (family != Family.TEXT || value == null) {
            return value;
        }
        return switch (random.nextInt(5)) {
            case 0 -> kept(value.replace('a', 'A').replace('b', 'B').replace('c', 'C'));
            case 1 -> kept(value.replace('A', 'a').replace('B', 'b').replace('D', 'd'));
            case 2 -> kept(value.length() < TEXT_LENGTH ? value + " " : value);
            default -> value;
        };
    }

    /** Whether that value of a column of this kind is referenced by that one. */
    boolean isReferencedBy(String own, PropertyKind other, String value) {
        return own != null && value != null && key(own).equals(key(other.kept(value)));
    }

    /** Equal for equal values. */
    String key(String value) {
        String key = ignoresCase ? value.toLowerCase(Locale.ROOT) : value;
        return ignoresBlanks ? key.stripTrailing() : key;
    }

    /** HSQLDB compares nothing but that type with some: in IN. */
    String literal(Database database, String value) {
        String plain = plain(database, value);
        if (value == null || database != Database.HSQLDB) {
            return plain;
        }
        return family == Family.UUID ? "CAST(" + plain + " AS UUID)" : family == Family.DATE ? "DATE" + plain : plain;
    }

    /** A literal where a column's type says what it is. */
    String plain(Database database, String value) {
        if (value == null) {
            return "NULL";
        }
        return switch (family) {
            case INTEGER, DECIMAL -> value;
            case TEXT, DATE, UUID -> "'" + value.replace("'", "''") + "'";
            case BINARY -> database == Database.POSTGRESQL ? "'\\x" + value + "'" : "X'" + value + "'";
        };
    }

    /** The same value, said by an expression. */
    String expression(Database database, String value) {
        if (value == null) {
            return "(NULL)";
        }
        if (family == Family.INTEGER) {
            return "(" + value + " + 0)";
        }
        boolean text = family == Family.TEXT && !database.isMySql();
        return text ? "(" + literal(database, value) + " || '')" : literal(database, value);
    }

    /** A column of this kind as a text. */
    String shown(Database database, String column) {
        return switch (database) {
            case POSTGRESQL -> "CAST(" + column + " AS text) COLLATE \"C\"";
            case MYSQL, MYSQL_OFF, MARIADB -> family == Family.BINARY ? "HEX(" + column + ") COLLATE utf8mb4_bin"
                    : "CAST(" + column + " AS CHAR) COLLATE utf8mb4_bin";
            case HSQLDB -> switch (family) {
                case BINARY -> "UPPER(RAWTOHEX(" + column + "))";
                case TEXT -> ddl.startsWith("char(") ? "RTRIM(" + column + ")" : "CAST(" + column + " AS VARCHAR(20))";
                default -> "CAST(" + column + " AS VARCHAR(40))";
            };
            case H2, H2_POSTGRESQL, H2_MYSQL -> family == Family.BINARY ? "UPPER(RAWTOHEX(" + column + "))" : "CAST(" + column + " AS VARCHAR)";
            case SQLITE -> family == Family.BINARY ? "CASE WHEN " + column + " IS NOT NULL THEN hex(" + column + ") END" : "CAST(" + column + " AS TEXT)";
        };
    }

    /** A value as {@link #shown} shows it. */
    String shownValue(Database database, String value) {
        if (value == null) {
            return null;
        }
        if (family == Family.DECIMAL && database == Database.SQLITE) {
            return String.valueOf(Double.parseDouble(value));
        }
        return family == Family.BINARY ? value.toUpperCase(Locale.ROOT) : value;
    }
}
