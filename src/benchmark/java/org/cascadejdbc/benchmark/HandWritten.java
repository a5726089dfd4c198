package org.cascadejdbc.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The fastest text that we know for a shape, in one message. On PostgreSQL the keys go through {@code ANY(ARRAY())},
 * whose index scans nested {@code IN}s miss; a long chain is one statement from the top. On MySQL it is one
 * multi-table DELETE where no declared key stands in the way. Nothing here waits for concurrent writers as we do.
 */
record HandWritten(Engine engine, Shape shape, Keys keys) {
    String sql() {
        if (shape.isTree()) {
            return tree();
        }
        boolean linear = shape.tables().stream().allMatch(table -> table.references().size() <= 1);
        if (engine == Engine.POSTGRESQL && shape.tables().size() > 5) {
            return chainOfReturning();
        }
        if (engine == Engine.MYSQL && keys == Keys.VIRTUAL && linear && shape.committed()) {
            return join(shape.tables().stream().map(Shape.Table::name).collect(Collectors.joining(", ")), "LEFT JOIN",
                    shape.tables().size());
        }
        return childrenFirst();
    }

    private String childrenFirst() {
        List<String> statements = new ArrayList<>();
        for (int i = shape.tables().size() - 1; i >= 0; i--) {
            Shape.Table table = shape.tables().get(i);
            if (engine == Engine.MYSQL && keys == Keys.VIRTUAL && !shape.committed()) {
                statements.add(join(table.name(), "JOIN", i + 1));
                continue;
            }
            for (List<Shape.Step> path : shape.paths(table)) {
                statements.add("DELETE FROM " + table.name() + " WHERE " + condition(path));
            }
        }
        return String.join("; ", statements);
    }

    /** The rows at the end of a path of keys that starts at the target. */
    private String condition(List<Shape.Step> path) {
        if (path.isEmpty()) {
            return shape.column() + " = ?";
        }
        Shape.Step last = path.get(path.size() - 1);
        if (path.size() == 1 && shape.column().equals("id")) {
            return last.column() + " = ?";
        }
        String parent = path.size() == 1 ? shape.root().name() : path.get(path.size() - 2).table();
        String keys = "SELECT id FROM " + parent + " WHERE " + condition(path.subList(0, path.size() - 1));
        return last.column() + (engine == Engine.POSTGRESQL ? " = ANY(ARRAY(" + keys + "))" : " IN (" + keys + ")");
    }

    private String join(String deleted, String join, int tables) {
        StringBuilder sql = new StringBuilder("DELETE " + deleted + " FROM " + shape.root().name());
        for (Shape.Table table : shape.tables().subList(1, tables)) {
            Shape.Reference reference = table.references().get(0);
            sql.append(" ").append(join).append(" ").append(table.name()).append(" ON ").append(table.name())
                    .append(".").append(reference.column()).append(" = ").append(reference.parent()).append(".id");
        }
        return sql + " WHERE " + shape.root().name() + "." + shape.column() + " = ?";
    }

    private String chainOfReturning() {
        List<String> parts = new ArrayList<>();
        for (Shape.Table table : shape.tables()) {
            List<Shape.Step> path = shape.paths(table).get(0);
            String condition = path.isEmpty() ? shape.column() + " = ?"
                    : path.get(path.size() - 1).column() + " = ANY(ARRAY(SELECT id FROM gone_"
                            + table.references().get(0).parent() + "))";
            parts.add("gone_" + table.name() + " AS (DELETE FROM " + table.name() + " WHERE " + condition
                    + " RETURNING id)");
        }
        String last = parts.remove(parts.size() - 1);
        return "WITH " + String.join(", ", parts) + " "
                + last.substring(last.indexOf('(') + 1, last.lastIndexOf(" RETURNING"));
    }

    private String tree() {
        Shape.Table table = shape.root();
        String name = table.name();
        String column = table.references().get(0).column();
        String doomed = "WITH RECURSIVE doomed (id, depth) AS (SELECT id, 0 FROM " + name + " WHERE id = ?"
                + " UNION ALL SELECT t.id, d.depth + 1 FROM " + name + " t JOIN doomed d ON t." + column + " = d.id)";
        if (engine == Engine.POSTGRESQL) {
            return "DELETE FROM " + name + " WHERE id = ANY(ARRAY(" + doomed + " SELECT id FROM doomed))";
        }
        // checked row by row: without the order a parent would go before its children
        return doomed + " DELETE FROM " + name + " WHERE id IN (SELECT id FROM doomed)"
                + (keys == Keys.VIRTUAL ? ""
                        : " ORDER BY (SELECT depth FROM doomed WHERE doomed.id = " + name + ".id) DESC");
    }
}
