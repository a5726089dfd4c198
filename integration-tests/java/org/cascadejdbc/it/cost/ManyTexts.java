package org.cascadejdbc.it.cost;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Key;
import org.cascadejdbc.it.support.Ours;
import org.cascadejdbc.it.support.UrlDataSource;

/** A program that deletes through the library, each time by another text, and prints how many rows have gone. */
final class ManyTexts {
    private ManyTexts() {}

    /**
     * Runs it.
     *
     * @param arguments the URL, the number of texts, and the most characters of each
     */
    public static void main(String[] arguments) throws SQLException {
        int texts = Integer.parseInt(arguments[1]);
        int longest = Integer.parseInt(arguments[2]);
        List<Key> keys = List.of(new Key("c_p", Key.Reference.of("c(p)"), DeleteRule.CASCADE, Key.Reference.of("p(id)")));
        int deleted = 0;
        try (Connection connection = Ours.withRelations(new UrlDataSource(arguments[0]), Map.of(), keys).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= texts; i++) {
                String padding = "x".repeat(longest == 0 ? 0 : (int) (i * 7919L % longest));
                deleted += statement.executeUpdate("DELETE FROM p WHERE id = " + i + " AND '" + padding + "' <> 'y'");
            }
            connection.commit();
        }
        System.out.println(deleted);
    }
}
