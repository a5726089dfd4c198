package org.cascadejdbc.dialect;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.MysqlNames;
import org.cascadejdbc.sql.SqlFeature;

/**
 * A {@link Premise} as a condition of MySQL: the current database, whether keys are enforced, and with whose eyes the
 * catalog is seen are as they were, and so are the rows of {@code information_schema} about the tables. What makes a table's stamp: its unique keys, which
 * identify its rows, its foreign keys, and those that reference it, which are found by an index of the data dictionary.
 * Once a statement of the transaction has read a table, its definition cannot change (manual: "Metadata Locking").
 *
 * <p>A limit: at REPEATABLE READ and above {@code information_schema} is seen as the rows are, as of the transaction's
 * snapshot.
 *
 * <p>SHA2, because MD5 is no built-in function any more from 9.6 on.
 */
final class MysqlPremise {
    private static final String REFERENCED = hash("CONSTRAINT_SCHEMA, CONSTRAINT_NAME, TABLE_NAME, DELETE_RULE, "
                    + "UNIQUE_CONSTRAINT_SCHEMA, REFERENCED_TABLE_NAME")
            + " AS hash FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE UNIQUE_CONSTRAINT_CATALOG = 'def' AND ";

    private static final String KEYS = hash("TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION, "
                    + "IFNULL(REFERENCED_TABLE_SCHEMA, ''), IFNULL(REFERENCED_TABLE_NAME, ''), "
                    + "IFNULL(REFERENCED_COLUMN_NAME, '')")
            + " AS hash FROM information_schema.KEY_COLUMN_USAGE WHERE ";

    /** A query for all tables' stamps: schema {@code s}, table {@code t}, {@code stamp} and what of it is of references. */
    static final String STAMPS = "SELECT s, t, SUM(hash) AS stamp, SUM(hash * reference) AS referenced FROM ("
            + "SELECT UNIQUE_CONSTRAINT_SCHEMA COLLATE utf8mb3_bin AS s, REFERENCED_TABLE_NAME COLLATE utf8mb3_bin AS t, "
            + "1 AS reference, " + REFERENCED + "UNIQUE_CONSTRAINT_SCHEMA" + MysqlCatalog.OWN
            + " UNION ALL SELECT TABLE_SCHEMA COLLATE utf8mb3_bin, TABLE_NAME COLLATE utf8mb3_bin, 0, " + KEYS + "TABLE_SCHEMA"
            + MysqlCatalog.OWN + ") AS hashes GROUP BY s, t";

    /** More than those of any sum of hashes, which have 60. */
    private static final int STAMP_BITS = 100;

    /** What the error says then, by which only this can undo a statement without another round trip. */
    static final String FAILED = "cascade-jdbc premise";

    private MysqlPremise() {}

    /**
     * True, or an error with {@link #FAILED}: of a random number, so that nobody can evaluate it beforehand.
     *
     * @param named columns whose values the statement compares by the numbers that their types give to names
     */
    static String orFailure(MysqlSyntax syntax, Premise premise, Map<TableName, List<Column>> named) {
        return orFailure(syntax, condition(syntax, premise) + types(premise, named));
    }

    private static String types(Premise premise, Map<TableName, List<Column>> named) {
        List<String> columns = new ArrayList<>();
        named.forEach((table, each) -> each.forEach(column -> columns.add("(TABLE_SCHEMA = "
                + literal(table.schema(), premise.surroundings()) + " AND TABLE_NAME = "
                + literal(table.name(), premise.surroundings()) + " AND COLUMN_NAME = "
                + literal(column.name(), premise.surroundings())
                + " AND CONVERT(COLUMN_TYPE USING utf8mb4) COLLATE utf8mb4_bin = CONVERT("
                + literal(MysqlType.of(column).columnType(), premise.surroundings()) + " USING utf8mb4))")));
        return columns.isEmpty()
                ? ""
                : " AND (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE " + String.join(" OR ", columns) + ") = "
                        + columns.size();
    }

    /** The same where {@link #needsNoColumns}: in a third of the time. */
    static String withoutColumnsOrFailure(MysqlSyntax syntax, Premise premise) {
        BigInteger referenced = premise.stamp().shiftRight(STAMP_BITS);
        String among = among(premise, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME");
        return orFailure(syntax, session(syntax, premise) + (referenced.signum() == 0
                ? " AND NOT EXISTS (SELECT 1 FROM information_schema.REFERENTIAL_CONSTRAINTS "
                        + "WHERE UNIQUE_CONSTRAINT_CATALOG = 'def' AND " + among + ")"
                : " AND (SELECT SUM(hash) FROM (SELECT " + REFERENCED + among + ") AS stamps) <=> " + referenced));
    }

    /**
     * Whether a plan that only deletes, of rows that {@link MysqlRowId} identifies, depends only on which keys are declared
     * that reference one of the tables, and on their rules. Then relations name the columns of every key that is followed:
     * whatever a declared one's are by now, it is still one to follow. And the server refuses by each that is declared:
     * if it is one by other columns now, rows that are still referenced by it are an error (1451), after which
     * {@link #condition} is asked.
     */
    static boolean needsNoColumns(CascadePlan plan, KeyGraph graph, Premise premise) {
        List<ForeignKey> declared = premise.tables().stream()
                .flatMap(table -> graph.referencing(table.name()).stream())
                .filter(key -> !key.virtual())
                .toList();
        return plan.cascades().stream().allMatch(ForeignKey::stated)
                && declared.stream().allMatch(key -> key.guarded() && plan.cascades().contains(key))
                && (declared.isEmpty() || premise.surroundings().keysEnforced());
    }

    /** A table's stamp with its parts. */
    static BigInteger stamp(BigInteger all, BigInteger referenced) {
        return referenced.shiftLeft(STAMP_BITS).add(all);
    }

    private static String orFailure(MysqlSyntax syntax, String condition) {
        return "CASE WHEN " + condition + " THEN TRUE ELSE " + syntax.failure(FAILED) + " END";
    }

    private static String hash(String columns) {
        return "CAST(CONV(LEFT(SHA2(CONCAT_WS('/', " + columns + "), 224), 15), 16, 10) AS UNSIGNED)";
    }

    static String condition(MysqlSyntax syntax, Premise premise) {
        String session = session(syntax, premise);
        if (premise.tables().isEmpty()) {
            return session;
        }
        return session + " AND (SELECT COALESCE(SUM(hash), 0) FROM (SELECT " + REFERENCED
                + among(premise, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME") + " UNION ALL SELECT " + KEYS
                + among(premise, "TABLE_SCHEMA", "TABLE_NAME") + ") AS stamps) = "
                + premise.stamp().subtract(premise.stamp().shiftRight(STAMP_BITS).shiftLeft(STAMP_BITS));
    }

    private static String session(MysqlSyntax syntax, Premise premise) {
        Surroundings surroundings = premise.surroundings();
        List<String> schemas = surroundings.searchPath().schemas();
        MysqlEyes eyes = MysqlEyes.of(surroundings);
        String session = "DATABASE() <=> " + (schemas.isEmpty() ? "NULL" : literal(schemas.get(0), surroundings))
                + " AND @@SESSION.foreign_key_checks = " + (surroundings.keysEnforced() ? 1 : 0)
                + " AND " + eyes.are(syntax);
        for (Premise.Target target : premise.targets()) {
            if (target.table().isEmpty()) {
                session += " AND NOT EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                        + target.name().qualifier().map(name -> literal(MysqlNames.kept(name.text()), surroundings)).orElse("DATABASE()")
                        + " AND TABLE_NAME = " + literal(MysqlNames.kept(target.name().name().text()), surroundings) + ")";
            }
        }
        return session;
    }

    /** Asks for one of its tables whose engine undoes nothing; with a LIMIT, so that the session's does not count. */
    static String withoutTransactions(Premise premise) {
        return "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES WHERE ENGINE NOT IN ('InnoDB', 'ndbcluster') AND "
                + among(premise, "TABLE_SCHEMA", "TABLE_NAME") + " LIMIT 1";
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

    /** With letters beyond ASCII as numbers: {@code character_set_connection} need not have them. */
    private static String literal(String text, Surroundings surroundings) {
        if (text.chars().anyMatch(c -> c > '~')) {
            return "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        }
        String literal = Quotes.literal(text);
        return surroundings.lexis().has(SqlFeature.BACKSLASH_ESCAPES) ? literal.replace("\\", "\\\\") : literal;
    }
}
