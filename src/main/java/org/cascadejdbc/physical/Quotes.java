package org.cascadejdbc.physical;

import java.util.Collection;
import java.util.stream.Collectors;
import org.cascadejdbc.schema.TableName;

/** Writes names of the catalog so that they mean exactly that thing: always quoted, always qualified. */
public enum Quotes {
    DOUBLE('"'),
    BACKTICK('`');

    private final char quote;

    Quotes(char quote) {
        this.quote = quote;
    }

    public String id(String name) {
        String q = String.valueOf(quote);
        return q + name.replace(q, q + q) + q;
    }

    public String table(TableName name) {
        return id(name.schema()) + "." + id(name.name());
    }

    /** {@code "a", "b"}. */
    public String ids(Collection<String> names) {
        return names.stream().map(this::id).collect(Collectors.joining(", "));
    }

    /** {@code alias."a", alias."b"}. */
    public String columns(String alias, Collection<String> names) {
        return names.stream().map(name -> alias + "." + id(name)).collect(Collectors.joining(", "));
    }

    /** Text as a string literal of standard SQL. */
    public static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
