package org.cascadejdbc.it.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cascadejdbc.ForeignKeyInfo;
import org.cascadejdbc.Suggestion.Confidence;
import org.cascadejdbc.Suggestions;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Space;

/** All keys of the Chinook sample database, and no other, are found in a copy without them. */
class SuggestChinookIT {
    @OnDatabases
    void everyKeyIsFoundAndNoOther(Database database) throws SQLException {
        System.setProperty("hsqldb.reconfig_logging", "false");
        try (Space space = Space.create(database);
                Connection chinook = DriverManager.getConnection(
                        "jdbc:hsqldb:res:chinook;shutdown=true", "CHINOOK", "CHINOOK")) {
            Set<String> keys = copyWithoutKeys(chinook, space);
            assertThat(keys).hasSize(11);
            Suggestions suggestions = SuggestIT.suggest(space, List.of());

            assertThat(SuggestIT.found(suggestions)).as(suggestions.toString()).isEqualTo(keys);
            assertThat(suggestions.rejected()).as(suggestions.toString()).isEmpty();
            assertThat(suggestions.suggested().stream()
                            .filter(one -> one.confidence() == Confidence.HIGH)
                            .count()).isEqualTo(9);
            assertThat(suggestions.suggested().get(0).toString()).contains("high: ").contains("distinct values of ");

            // With every doubt removed, the file declares them all.
            String sure = suggestions.toSql().replace("-- ALTER TABLE", "ALTER TABLE");
            List<ForeignKeyInfo> declared = SuggestIT.keys(SuggestIT.using(space, sure), space);
            assertThat(declared).hasSize(11).allMatch(key -> key.declaredRule() == null);
            assertThat(declared.stream().map(SuggestChinookIT::shown).collect(Collectors.toSet())).isEqualTo(keys);
        }
    }

    private static String shown(ForeignKeyInfo key) {
        return SuggestIT.shown(key.referencingTable(), key.columns(), key.referencedTable(), key.referencedColumns());
    }

    /** @return the keys that the original has */
    private static Set<String> copyWithoutKeys(Connection chinook, Space space) throws SQLException {
        DatabaseMetaData metaData = chinook.getMetaData();
        List<String> tables = new ArrayList<>();
        try (ResultSet row = metaData.getTables(null, "chinook", null, new String[] {"TABLE"})) {
            while (row.next()) {
                tables.add(row.getString("TABLE_NAME"));
            }
        }
        Set<String> keys = new TreeSet<>();
        for (String table : tables) {
            List<String> elements = new ArrayList<>();
            try (ResultSet column = metaData.getColumns(null, "chinook", table, null)) {
                while (column.next()) {
                    String type = column.getString("TYPE_NAME");
                    elements.add("{" + column.getString("COLUMN_NAME") + "} "
                            + (type.equals("INTEGER") ? "int" : type.equals("NUMERIC") ? "numeric(10,2)" : "text"));
                }
            }
            Map<Integer, String> primaryKey = new TreeMap<>();
            try (ResultSet column = metaData.getPrimaryKeys(null, "chinook", table)) {
                while (column.next()) {
                    primaryKey.put(column.getInt("KEY_SEQ"), "{" + column.getString("COLUMN_NAME") + "}");
                }
            }
            space.run("CREATE TABLE {" + table + "} (" + String.join(", ", elements) + ", PRIMARY KEY ("
                    + String.join(", ", primaryKey.values()) + "))");
            try (ResultSet key = metaData.getImportedKeys(null, "chinook", table)) {
                while (key.next()) {
                    keys.add(SuggestIT.shown("." + table, List.of(key.getString("FKCOLUMN_NAME")),
                            "." + key.getString("PKTABLE_NAME"), List.of(key.getString("PKCOLUMN_NAME"))));
                }
            }
            copy(chinook, space, table);
        }
        return keys;
    }

    private static void copy(Connection chinook, Space space, String table) throws SQLException {
        try (Connection target = space.dataSource().getConnection();
                Statement statement = chinook.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM \"chinook\".\"" + table + "\"")) {
            int columns = row.getMetaData().getColumnCount();
            target.setAutoCommit(false);
            try (PreparedStatement insert = target.prepareStatement(space.say("INSERT INTO {" + table + "} VALUES ("
                    + String.join(", ", Collections.nCopies(columns, "?")) + ")"))) {
                while (row.next()) {
                    for (int i = 1; i <= columns; i++) {
                        Object value = row.getObject(i);
                        insert.setObject(i, value instanceof Number ? value : row.getString(i));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            target.commit();
        }
    }
}
