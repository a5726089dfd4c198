package org.cascadejdbc.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Deletes as SQLAlchemy's unit of work does: it loads the target, then each object's children by a SELECT of their own,
 * down to the leaves; then it deletes the rows by their primary keys, children first, one batch a table. Its
 * statements are kept, which is more than most ORMs do.
 */
final class RowAtATime implements Contender {
    private final Connection connection;
    private final Shape shape;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    RowAtATime(Connection connection, Shape shape) {
        this.connection = connection;
        this.shape = shape;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void delete(int target) throws SQLException {
        Map<String, Set<Integer>> doomed = new LinkedHashMap<>();
        shape.tables().forEach(table -> doomed.put(table.name(), new LinkedHashSet<>()));
        doomed.get(shape.root().name()).addAll(select(shape.root().name(), shape.column(), target));
        for (Shape.Table parent : shape.tables()) {
            List<Integer> unvisited = new ArrayList<>(doomed.get(parent.name()));
            while (!unvisited.isEmpty()) {
                List<Integer> found = new ArrayList<>();
                for (int id : unvisited) {
                    collect(parent.name(), id, doomed, found);
                }
                unvisited = found;
            }
        }
        List<String> tables = new ArrayList<>(doomed.keySet());
        for (int i = tables.size() - 1; i >= 0; i--) {
            remove(tables.get(i), new ArrayList<>(doomed.get(tables.get(i))));
        }
    }

    /** Loads the children of one row. Those in its own table are to be visited, too. */
    private void collect(String parent, int id, Map<String, Set<Integer>> doomed, List<Integer> found)
            throws SQLException {
        for (Shape.Table child : shape.tables()) {
            for (Shape.Reference reference : child.references()) {
                if (reference.parent().equals(parent)) {
                    for (int row : select(child.name(), reference.column(), id)) {
                        if (doomed.get(child.name()).add(row) && child.name().equals(parent)) {
                            found.add(row);
                        }
                    }
                }
            }
        }
    }

    private List<Integer> select(String table, String column, int value) throws SQLException {
        PreparedStatement select = prepared("SELECT * FROM " + table + " WHERE " + column + " = ?");
        select.setInt(1, value);
        List<Integer> ids = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    private void remove(String table, List<Integer> ids) throws SQLException {
        PreparedStatement delete = prepared("DELETE FROM " + table + " WHERE id = ?");
        for (int i = ids.size() - 1; i >= 0; i--) {
            delete.setInt(1, ids.get(i));
            delete.addBatch();
        }
        delete.executeBatch();
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }
}
