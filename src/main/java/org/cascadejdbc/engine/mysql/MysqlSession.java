package org.cascadejdbc.engine.mysql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.cascadejdbc.driver.ConnectorJ;
import org.cascadejdbc.physical.SessionContext;
import org.cascadejdbc.schema.SearchPath;
import org.cascadejdbc.sql.Alphabet;
import org.cascadejdbc.sql.Lexis;
import org.cascadejdbc.sql.SqlFeature;

/** Reads what decides on a connection what statements mean. */
final class MysqlSession {
    private MysqlSession() {}

    static SessionContext context(Connection connection, MysqlSyntax syntax) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        syntax.whole("SELECT @@SESSION.sql_mode, " + MysqlTexts.bytes("DATABASE()")
                                + ", @@SESSION.foreign_key_checks, @@SESSION.character_set_client, "
                                + "@@SESSION.sql_safe_updates, " + MysqlTexts.bytes("CURRENT_USER()") + ", "
                                + MysqlTexts.bytes(syntax.roles())))) {
            row.next();
            List<String> modes = List.of(row.getString(1).split(","));
            Lexis lexis = syntax.lexis()
                    .with(SqlFeature.BACKSLASH_ESCAPES, !modes.contains("NO_BACKSLASH_ESCAPES"))
                    .with(SqlFeature.DOUBLE_QUOTED_STRINGS, !modes.contains("ANSI_QUOTES"))
                    .withAlphabet(alphabet(row.getString(4), connection));
            List<String> schemas = Optional.ofNullable(MysqlTexts.text(row, 2)).stream().toList();
            return new SessionContext(lexis, new SearchPath(schemas), SessionContext.Keys.of(row.getInt(3) != 0),
                    new MysqlEyes(MysqlTexts.text(row, 6), MysqlTexts.text(row, 7), row.getBoolean(5),
                            modes.stream().filter(syntax.foreignModes()::contains).findFirst().orElse(null)));
        }
    }

    /** Drivers of which nothing is known write the UTF-8 that the server reads, or in doubt whatever. */
    private static Alphabet alphabet(String client, Connection connection) throws SQLException {
        Charset written = ConnectorJ.encoding(connection).orElse(client.startsWith("utf8") ? StandardCharsets.UTF_8 : null);
        return new Alphabet(client, written == null ? null : written.name());
    }
}
