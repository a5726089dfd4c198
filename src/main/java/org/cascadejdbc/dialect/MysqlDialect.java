package org.cascadejdbc.dialect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.plan.CascadePlan;
import org.cascadejdbc.schema.KeyGraph;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.DeleteStatement;
import org.cascadejdbc.sql.Lexis;

/** MySQL 8 and later. */
final class MysqlDialect extends Dialect {
    private static final int ROW_IS_REFERENCED = 1451;
    private static final int TRUNCATED_TABLE_IS_REFERENCED = 1701;

    @Override
    public Lexis lexis() {
        return Lexis.MYSQL;
    }

    @Override
    public List<Lexis> possibleLexes() {
        Lexis ansi = Lexis.MYSQL.withDoubleQuotedStrings(false);
        return List.of(
                Lexis.MYSQL, Lexis.MYSQL.withBackslashEscapes(false), ansi, ansi.withBackslashEscapes(false));
    }

    @Override
    public Surroundings surroundings(Connection connection, Object session) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT @@SESSION.sql_mode, DATABASE(), @@SESSION.foreign_key_checks")) {
            row.next();
            List<String> modes = List.of(row.getString(1).split(","));
            Lexis lexis = Lexis.MYSQL
                    .withBackslashEscapes(!modes.contains("NO_BACKSLASH_ESCAPES"))
                    .withDoubleQuotedStrings(!modes.contains("ANSI_QUOTES"));
            List<String> schemas = row.getString(2) == null ? List.of() : List.of(row.getString(2));
            return new Surroundings(lexis, new SearchPath(schemas), row.getInt(3) != 0, "");
        }
    }

    @Override
    public KeyGraph readCatalog(Connection connection, Surroundings surroundings) throws SQLException {
        return new MysqlCatalog().read(connection);
    }

    @Override
    public Script render(
            CascadePlan plan, KeyGraph graph, DeleteStatement delete, List<String> returned, long maxRows) {
        return new MysqlRenderer(plan, graph, delete, maxRows > 0).render();
    }

    @Override
    public Optional<Bracket> bracket(boolean inTransaction) {
        return Optional.of(
                inTransaction
                        ? Bracket.savepoint("cascade_jdbc")
                        : new Bracket("START TRANSACTION", "COMMIT", List.of("ROLLBACK")));
    }

    @Override
    public boolean isTemporary(Connection connection, String nameAsWritten) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW CREATE TABLE " + nameAsWritten)) {
            return row.next() && row.getString(2).startsWith("CREATE TEMPORARY");
        }
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(Refusal refusal) {
        return refuse(refusal.message());
    }

    @Override
    public SQLIntegrityConstraintViolationException refuse(String message) {
        return new SQLIntegrityConstraintViolationException(message, "23000", ROW_IS_REFERENCED);
    }

    @Override
    public SQLException refuseTruncate(String message) {
        return new SQLSyntaxErrorException(message, "42000", TRUNCATED_TABLE_IS_REFERENCED);
    }
}
