package org.cascadejdbc.engine.mysql;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cascadejdbc.physical.PlanGuard;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.Column;
import org.cascadejdbc.schema.ForeignKey;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.Table;
import org.cascadejdbc.schema.TableName;
import org.cascadejdbc.sql.MysqlNames;
import org.cascadejdbc.sql.SqlFeature;

/**
 * A {@link PlanGuard} as a condition of MySQL: the current database, whether keys are enforced, and with whose eyes the
 * catalog is seen are as they were, and so are the rows of {@code information_schema} about the tables. What makes a table's stamp: its unique keys, which
 * identify its rows, its foreign keys, and those that reference it, which are found by an index of the data dictionary.
 * Once a statement of the transaction has read a table, its definition cannot change (manual: "Metadata Locking").
 *
 * <p>A limit: at REPEATABLE READ and above {@code information_schema} is seen as the rows are, as of the transaction's
 * snapshot.
 *
 * <p>SHA2, because MD5 is no built-in function any more from 9.6 on.
 */
final class MysqlPlanGuard {
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

    private MysqlPlanGuard() {}

    /**
     * True, or an error with {@link #FAILED}: of a random number, so that nobody can evaluate it beforehand.
     *
     * @param named columns whose values the statement compares by the numbers that their types give to names
     */
    static String orFailure(MysqlSyntax syntax, PlanGuard planGuard, Map<TableName, List<Column>> named) {
        return orFailure(syntax, condition(syntax, planGuard) + types(syntax, planGuard, named));
    }

    private static String types(MysqlSyntax syntax, PlanGuard planGuard, Map<TableName, List<Column>> named) {
        List<String> columns = new ArrayList<>();
        named.forEach((table, each) -> each.forEach(column -> columns.add("("
                + is(syntax, "TABLE_SCHEMA", literal(table.schema(), planGuard.sessionContext())) + " AND "
                + is(syntax, "TABLE_NAME", literal(table.name(), planGuard.sessionContext())) + " AND COLUMN_NAME = "
                + literal(column.name(), planGuard.sessionContext())
                + " AND CONVERT(COLUMN_TYPE USING utf8mb4) COLLATE utf8mb4_bin = CONVERT("
                + literal(MysqlType.of(column).columnType(), planGuard.sessionContext()) + " USING utf8mb4))")));
        return columns.isEmpty()
                ? ""
                : " AND (SELECT COUNT(*) FROM information_schema.COLUMNS WHERE " + String.join(" OR ", columns) + ") = "
                        + columns.size();
    }

    private static String is(MysqlSyntax syntax, String column, String name) {
        return column + " = " + name + syntax.exactly(column, "(" + name + ")");
    }

    /** The same where {@link #needsNoColumns}: in a third of the time. */
    static String withoutColumnsOrFailure(MysqlSyntax syntax, PlanGuard planGuard) {
        BigInteger referenced = planGuard.stamp().shiftRight(STAMP_BITS);
        String among = among(syntax, planGuard, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME");
        return orFailure(syntax, session(syntax, planGuard) + (referenced.signum() == 0
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
    static boolean needsNoColumns(CascadePlan plan, KeyGraph graph, PlanGuard planGuard) {
        List<ForeignKey> declared = planGuard.tables().stream()
                .flatMap(table -> graph.referencing(table.name()).stream())
                .filter(key -> !key.virtual())
                .toList();
        return plan.cascades().stream().allMatch(ForeignKey::stated)
                && declared.stream().allMatch(key -> key.guarded() && plan.cascades().contains(key))
                && (declared.isEmpty() || planGuard.sessionContext().keysEnforced());
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

    static String condition(MysqlSyntax syntax, PlanGuard planGuard) {
        String session = session(syntax, planGuard);
        if (planGuard.tables().isEmpty()) {
            return session;
        }
        return session + " AND (SELECT COALESCE(SUM(hash), 0) FROM (SELECT " + REFERENCED
                + among(syntax, planGuard, "UNIQUE_CONSTRAINT_SCHEMA", "REFERENCED_TABLE_NAME") + " UNION ALL SELECT " + KEYS
                + among(syntax, planGuard, "TABLE_SCHEMA", "TABLE_NAME") + ") AS stamps) = "
                + planGuard.stamp().subtract(planGuard.stamp().shiftRight(STAMP_BITS).shiftLeft(STAMP_BITS));
    }

    private static String session(MysqlSyntax syntax, PlanGuard planGuard) {
        SessionContext sessionContext = planGuard.sessionContext();
        List<String> schemas = sessionContext.searchPath().schemas();
        MysqlEyes eyes = MysqlEyes.of(sessionContext);
        String session = "DATABASE() <=> " + (schemas.isEmpty() ? "NULL" : literal(schemas.get(0), sessionContext))
                + " AND @@SESSION.foreign_key_checks = " + (sessionContext.keysEnforced() ? 1 : 0)
                + " AND " + eyes.are(syntax);
        for (PlanGuard.Target target : planGuard.targets()) {
            if (target.table().isEmpty()) {
                session += " AND NOT EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = "
                        + target.name().qualifier().map(name -> literal(MysqlNames.kept(name.text()),
                        sessionContext)).orElse("DATABASE()")
                        + " AND TABLE_NAME = " + literal(MysqlNames.kept(target.name().name().text()), sessionContext)
                        + ")";
            }
        }
        return session;
    }

    /** Asks for one of its tables whose engine undoes nothing; with a LIMIT, so that the session's does not count. */
    static String withoutTransactions(MysqlSyntax syntax, PlanGuard planGuard) {
        return "SELECT " + MysqlTexts.bytes("TABLE_SCHEMA") + ", " + MysqlTexts.bytes("TABLE_NAME")
                + " FROM information_schema.TABLES WHERE ENGINE NOT IN ('InnoDB', 'ndbcluster') AND "
                + among(syntax, planGuard, "TABLE_SCHEMA", "TABLE_NAME") + " LIMIT 1";
    }

    /** Without row values, for which the dictionary's index is not used. */
    private static String among(MysqlSyntax syntax, PlanGuard planGuard, String schema, String table) {
        Map<String, String> bySchema = new LinkedHashMap<>();
        for (Table each : planGuard.tables()) {
            bySchema.merge(
                    each.name().schema(),
                    literal(each.name().name(), planGuard.sessionContext()),
                    (one, other) -> one + ", " + other);
        }
        return bySchema.entrySet().stream()
                .map(entry -> {
                    String own = literal(entry.getKey(), planGuard.sessionContext());
                    String names = "(" + entry.getValue() + ")";
                    return "(" + is(syntax, schema, own) + " AND " + table + " IN " + names
                            + syntax.exactly(table, names) + ")";
                })
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** With letters beyond ASCII as numbers: {@code character_set_connection} need not have them. */
    private static String literal(String text, SessionContext sessionContext) {
        if (text.chars().anyMatch(c -> c > '~')) {
            return "_utf8mb4 0x" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        }
        String literal = Quotes.literal(text);
        return sessionContext.lexis().has(SqlFeature.BACKSLASH_ESCAPES) ? literal.replace("\\", "\\\\") : literal;
    }
}
