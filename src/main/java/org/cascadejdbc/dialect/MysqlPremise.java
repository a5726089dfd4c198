package org.cascadejdbc.dialect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.Table;

/**
 * A {@link Premise} as a condition of MySQL: the current database and whether keys are enforced are as they were, and
 * so are the rows of {@code information_schema} about the tables. What makes a table's stamp: its unique keys, which
 * identify its rows, its foreign keys, and those that reference it, which are found by an index of the data dictionary.
 * Once a statement of the transaction has read a table, its definition cannot change (manual: "Metadata Locking").
 *
 * <p>A limit: at REPEATABLE READ and above {@code information_schema} is seen as the rows are, as of the transaction's
 * snapshot.
 *
 * <p>SHA2, because MD5 is no built-in function any more from 9.6 on.
 */
final class MysqlPremise {
    private static final String REFERENCED = hash("CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME, DELETE_RULE")
            + " AS hash FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_CATALOG = 'def' AND ";

    private static final String KEYS = hash("TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION, "
                    + "IFNULL(REFERENCED_TABLE_SCHEMA, ''), IFNULL(REFERENCED_TABLE_NAME, ''), "
                    + "IFNULL(REFERENCED_COLUMN_NAME, '')")
            + " AS hash FROM information_schema.KEY_COLUMN_USAGE WHERE ";

    /** A query for all tables' stamps: schema {@code s}, table {@code t}, {@code stamp}. */
    static final String STAMPS = "SELECT s, t, SUM(hash) AS stamp FROM ("
            + "SELECT UNIQUE_CONSTRAINT_SCHEMA COLLATE utf8mb3_bin AS s, REFERENCED_TABLE_NAME COLLATE utf8mb3_bin AS t, " + REFERENCED + "UNIQUE_CONSTRAINT_SCHEMA"
            + MysqlCatalog.OWN
            + " UNION ALL SELECT TABLE_SCHEMA COLLATE utf8mb3_bin, TABLE_NAME COLLATE utf8mb3_bin, " + KEYS + "TABLE_SCHEMA"
            + MysqlCatalog.OWN + ") AS hashes GROUP BY s, t";

    /** The number of the refusal because the premise does not hold. */
    static final int OTHER_PREMISE = -2;

    /** What the error says then, by which only this can undo a statement without another round trip. */
    static final String FAILED = "cascade-jdbc premise";

    private MysqlPremise() {}

    /** True, or an error with {@link #FAILED}: of a random number, so that nobody can evaluate it beforehand. */
    static String orFailure(Premise premise) {
        return orFailure(condition(premise));
    }

    /**
     * The same where no key is declared that references one of the tables, and rows are identified by
     * {@link MysqlRowId}: then it is enough that this is still so. It takes a third of the time.
     */
    static String undeclaredOrFailure(Premise premise) {
        return orFailure(session(premise) + " AND NOT EXISTS (SELECT 1 FROM information_schema.REFERENTIAL_CONSTRAINTS "
                + "WHERE UNIQUE_CONSTRAINT_CATALOG = 'def' AND "
                + among(premise, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME") + ")");
    }

    private static String orFailure(String condition) {
        return "CASE WHEN " + condition + " THEN TRUE ELSE UUID_TO_BIN(CONCAT('" + FAILED + " ', RAND())) IS NULL END";
    }

    private static String hash(String columns) {
        return "CAST(CONV(LEFT(SHA2(CONCAT_WS('/', " + columns + "), 224), 15), 16, 10) AS UNSIGNED)";
    }

    static String condition(Premise premise) {
        String session = session(premise);
        if (premise.tables().isEmpty()) {
            return session;
        }
        return session + " AND (SELECT COALESCE(SUM(hash), 0) FROM (SELECT " + REFERENCED
                + among(premise, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME") + " UNION ALL SELECT " + KEYS
                + among(premise, "TABLE_SCHEMA", "TABLE_NAME") + ") AS stamps) = " + premise.stamp();
    }

    private static String session(Premise premise) {
        Surroundings surroundings = premise.surroundings();
        List<String> schemas = surroundings.searchPath().schemas();
        String session = "DATABASE() <=> " + (schemas.isEmpty() ? "NULL" : literal(schemas.get(0), surroundings))
                + " AND @@SESSION.foreign_key_checks = " + (surroundings.keysEnforced() ? 1 : 0);
        for (Premise.Target target : premise.targets()) {
            if (target.table().isEmpty()) {
                session += " AND NOT EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                        + target.name().qualifier().map(name -> literal(name.text(), surroundings)).orElse("DATABASE()")
                        + " AND TABLE_NAME = " + literal(target.name().name().text(), surroundings) + ")";
            }
        }
        return session;
    }

    /** Without row values, for which the dictionary's index is not used. */
    private static String among(Premise premise, String schema, String table) {
        Map<String, String> bySchema = new LinkedHashMap<>();
        for (Table each : premise.tables()) {
            bySchema.merge(
                    each.name().schema(),
                    literal(each.name().name(), premise.surroundings()),
                    (one, other) -> one + ", " + other);
        }
        return bySchema.entrySet().stream()
                .map(entry -> "(" + schema + " = " + literal(entry.getKey(), premise.surroundings()) + " AND " + table
                        + " IN (" + entry.getValue() + "))")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String literal(String text, Surroundings surroundings) {
        String literal = Quotes.literal(text);
        return surroundings.lexis().backslashEscapes() ? literal.replace("\\", "\\\\") : literal;
    }
}
