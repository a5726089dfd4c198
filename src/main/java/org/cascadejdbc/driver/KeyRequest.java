package org.cascadejdbc.driver;

import java.sql.SQLException;
import java.sql.Statement;

/** What the application says about generated keys, and so which of JDBC's overloads it calls. */
public final class KeyRequest {
    public enum Form {
        NOTHING,
        FLAG,
        INDEXES,
        NAMES
    }

    public static final KeyRequest NOTHING = new KeyRequest(Form.NOTHING, 0, null, null);

    private final Form form;
    private final int flag;
    private final int[] indexes;
    private final String[] names;

    private KeyRequest(Form form, int flag, int[] indexes, String[] names) {
        this.form = form;
        this.flag = flag;
        this.indexes = indexes;
        this.names = names;
    }

    public static KeyRequest flag(int flag) {
        return new KeyRequest(Form.FLAG, flag, null, null);
    }

    public static KeyRequest indexes(int[] indexes) {
        return new KeyRequest(Form.INDEXES, 0, indexes, null);
    }

    public static KeyRequest names(String[] names) {
        return new KeyRequest(Form.NAMES, 0, null, names);
    }

    public Form form() {
        return form;
    }

    public int flag() {
        return flag;
    }

    /** Of {@link Form#NAMES}; may be {@code null}. */
    public String[] names() {
        return names;
    }

    /** Whether a flag asks for keys, or any column is named. */
    public boolean asks() {
        return switch (form) {
            case NOTHING -> false;
            case FLAG -> flag == Statement.RETURN_GENERATED_KEYS;
            case INDEXES -> indexes != null && indexes.length > 0;
            case NAMES -> names != null && names.length > 0;
        };
    }

    public boolean execute(Statement statement, String sql) throws SQLException {
        return switch (form) {
            case NOTHING -> statement.execute(sql);
            case FLAG -> statement.execute(sql, flag);
            case INDEXES -> statement.execute(sql, indexes);
            case NAMES -> statement.execute(sql, names);
        };
    }

    public int executeUpdate(Statement statement, String sql) throws SQLException {
        return switch (form) {
            case NOTHING -> statement.executeUpdate(sql);
            case FLAG -> statement.executeUpdate(sql, flag);
            case INDEXES -> statement.executeUpdate(sql, indexes);
            case NAMES -> statement.executeUpdate(sql, names);
        };
    }

    public long executeLargeUpdate(Statement statement, String sql) throws SQLException {
        return switch (form) {
            case NOTHING -> statement.executeLargeUpdate(sql);
            case FLAG -> statement.executeLargeUpdate(sql, flag);
            case INDEXES -> statement.executeLargeUpdate(sql, indexes);
            case NAMES -> statement.executeLargeUpdate(sql, names);
        };
    }
}
