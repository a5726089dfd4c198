package org.cascadejdbc.engine.mysql;

import java.util.Collection;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.Table;

/**
 * How the columns that identify a row are written down, and how the row is found again by them. A temporary table, and
 * what the server puts down on its way to a result, have columns of the same types, with three exceptions:
 *
 * <p>Two instants of the hour that comes twice when summer ends are one local time: a TIMESTAMP is written down as the
 * number of seconds that it is. It is looked for by an index among the local times of a day before and after.
 *
 * <p>A strict session puts no {@code 0000-00-00} down anywhere, and no {@code 2021-02-31}, but reads them (error 1292).
 * They are rare, and an index does not find a date by a number. So dates are written down as they are, and if that fails
 * everything is done again {@code carefully}, with numbers.
 *
 * <p>Names of an ENUM or SET that may stand for two values are replaced by its number, which no index is good for. Others
 * are compared as names only: a UNION of two queries that have the column makes texts of them, which have no number.
 */
final class MysqlIdentity {
    /** What the error says where a value is not written down, but not carefully. */
    static final String FAILED = "cascade-jdbc value";

    private static final Quotes Q = Quotes.BACKTICK;
    private static final int A_DAY = 86_400;

    private final MysqlSyntax syntax;
    private final boolean carefully;

    MysqlIdentity(MysqlSyntax syntax, boolean carefully) {
        this.syntax = syntax;
        this.carefully = carefully;
    }

    /** Whether rows of one of these tables may have values that are only written down carefully. */
    static boolean mayFail(Collection<Table> tables) {
        return tables.stream()
                .flatMap(table -> table.columns(table.rowKey()).stream())
                .map(MysqlType::of)
                .anyMatch(type -> type.isDate() || type.isTimestamp() || type.isNamed());
    }

    /** What is written down of row {@code alias}'s column. */
    String written(Table table, String column, String alias) {
        String value = alias + "." + Q.id(column);
        MysqlType type = type(table, column);
        if (type.isTimestamp()) {
            String seconds = "UNIX_TIMESTAMP(" + value + ")";
            return carefully
                    ? seconds
                    : "IF(" + seconds + " < " + A_DAY + ", " + syntax.failure(FAILED) + ", " + seconds + ")";
        }
        if (type.isDate() && carefully) {
            return "(" + value + " + 0)";
        }
        return isByNumber(type) ? type.number(value) : value;
    }

    /** Whether that is the column's own value; else it is a number. */
    boolean isWrittenAsItIs(Table table, String column) {
        MysqlType type = type(table, column);
        return !column.equals(MysqlRowId.NAME) && !type.isTimestamp() && !(type.isDate() && carefully) && !isByNumber(type);
    }

    /** Whether row {@code alias} has in that column what was {@code written} down. */
    String is(Table table, String column, String alias, String written) {
        String value = alias + "." + Q.id(column);
        MysqlType type = type(table, column);
        if (type.isTimestamp()) {
            return "UNIX_TIMESTAMP(" + value + ") = " + written
                    + (carefully
                            ? ""
                            : " AND " + value + " BETWEEN FROM_UNIXTIME(" + written + " - " + A_DAY + ") AND FROM_UNIXTIME("
                                    + written + " + " + A_DAY + ")");
        }
        if (type.isDate() && carefully) {
            return value + " + 0 = " + written;
        }
        if (type.isNamed()) {
            return isByNumber(type)
                    ? type.number(value) + " = " + written
                    : value + " = " + written + " AND " + MysqlTexts.bytes(value) + " = " + MysqlTexts.bytes(written);
        }
        return value + " = " + written;
    }

    /** Carefully also because the number 0, which a session that is not strict stores for what is no member, has no name. */
    private boolean isByNumber(MysqlType type) {
        return type.isNamed() && (carefully || type.hasAmbiguousNames());
    }

    /** {@link MysqlRowId#NAME} is none of the table's columns. */
    private static MysqlType type(Table table, String column) {
        return MysqlType.of(table.column(column).orElse(new Column(column, false, null, null, null)));
    }
}
