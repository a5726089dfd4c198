package org.cascadejdbc.it.fuzz;

import static org.cascadejdbc.DeleteRule.CASCADE;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.Scenario;

/**
 * The tables on which {@link FuzzIT} deletes: p, its children c, their children g, and a tree that references p
 * and itself. The ids tell who belongs to whom, so that a cascade can be worked out here.
 */
final class FuzzFamily {
    private static final int PARENTS = 16;
    private static final String[] STRINGS = {
        "s1", "s2", "s3", "s4", "it''s", "DELETE FROM p", "; DELETE FROM p", "x?y", "a\"b", "/* c */", "-- d", "",
        "\u00e9\ud83d\ude00", "\u00a0", "WHERE $$ {", "# [`]"
    };
    private static final String[] TABLES = {"p", "c", "g", "tree", "u"};

    private FuzzFamily() {}

    static Scenario scenario(Database database) {
        StringBuilder p = new StringBuilder();
        StringBuilder c = new StringBuilder();
        StringBuilder g = new StringBuilder();
        StringBuilder tree = new StringBuilder();
        for (int id = 1; id <= PARENTS; id++) {
            p.append(id == 1 ? "" : ",").append("(" + id + "," + id % 6 + ",'" + STRINGS[id - 1] + "')");
            c.append(id == 1 ? "" : ",").append("(" + id * 10 + "," + id + "),(" + (id * 10 + 1) + "," + id + ")");
            g.append(id == 1 ? "" : ",")
                    .append("(" + id * 100 + "," + id * 10 + "),(" + (id * 100 + 11) + "," + (id * 10 + 1) + ")");
            tree.append(id == 1 ? "" : ",").append("(" + id + "," + parent(id) + "," + parentInTree(id) + ")");
        }
        p.append(",(17,3,'" + (database.isMySql() ? "b\\\\s" : "b\\s") + "')")
                .append(",(18,4,null),(19,5,'a_bc'),(20,5,'\uff07')");
        return Scenario.named("fuzz")
                .table("p", "id int primary key, n int, s varchar(60)", p.toString())
                .table("c", "id int primary key, p int", c.toString())
                .table("g", "id int primary key, c int", g.toString())
                .table("tree", "id int primary key, p int, up int", tree.toString())
                .table("u", "id int primary key, n int", "(2,2),(3,3),(9,9)")
                .key("c(p)", CASCADE, "p(id)")
                .key("g(c)", CASCADE, "c(id)")
                .key("tree(p)", CASCADE, "p(id)")
                .key("tree(up)", CASCADE, "tree(id)");
    }

    private static Integer parent(int tree) {
        return tree % 4 == 1 || tree % 4 == 3 ? tree : null;
    }

    private static Integer parentInTree(int tree) {
        return tree % 4 == 1 ? null : tree - 1;
    }

    /** The ids in every table. */
    static Map<String, Set<Integer>> read(Connection connection) throws SQLException {
        StringBuilder query = new StringBuilder();
        Map<String, Set<Integer>> ids = new TreeMap<>();
        for (String table : TABLES) {
            query.append(query.isEmpty() ? "" : " UNION ALL ").append("SELECT '" + table + "', id FROM " + table);
            ids.put(table, new TreeSet<>());
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.toString())) {
            while (rows.next()) {
                ids.get(rows.getString(1).trim()).add(rows.getInt(2)); // HSQLDB pads names that are not of one length
            }
        }
        return ids;
    }

    /** What is left when those that reference what is missing have gone, too. */
    static Map<String, Set<Integer>> cascade(Map<String, Set<Integer>> after) {
        Map<String, Set<Integer>> left = new TreeMap<>();
        after.forEach((table, ids) -> left.put(table, new TreeSet<>(ids)));
        left.get("c").removeIf(id -> !left.get("p").contains(id / 10));
        left.get("g").removeIf(id -> !left.get("c").contains(id / 100 * 10 + id % 10));
        Set<Integer> tree = left.get("tree");
        for (int id = 1; id <= PARENTS; id++) { // a parent's id is smaller
            boolean orphan = parent(id) != null && !left.get("p").contains(id);
            boolean orphanInTree = parentInTree(id) != null && !tree.contains(id - 1);
            if (orphan || orphanInTree) {
                tree.remove(id);
            }
        }
        return left;
    }
}
