package org.cascadejdbc.run;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadejdbc.sql.DeleteStatement;

/**
 * The parameter values of one execution, kept as the setter calls that the user made, so that any statement can be
 * given the same values in the same way. Values that can be read only once (streams) must be buffered by the caller.
 * Not thread-safe.
 */
public final class Parameters {
    /** One setter call of {@link PreparedStatement}, repeatable. */
    @FunctionalInterface
    public interface Setter {
        void apply(PreparedStatement statement, int index) throws SQLException;
    }

    private final Map<Integer, Setter> setters = new TreeMap<>();

    /** Remembers the call for the parameter with that number, counted from 1; a later call replaces it. */
    public void set(int index, Setter setter) {
        setters.put(index, setter);
    }

    public void clear() {
        setters.clear();
    }

    /** The values as they are now; later changes of this object do not show in it. */
    public Parameters copy() {
        Parameters copy = new Parameters();
        copy.setters.putAll(setters);
        return copy;
    }

    /** These numbers, in that order. */
    static Parameters ofNumbers(long... numbers) {
        Parameters parameters = new Parameters();
        for (int i = 0; i < numbers.length; i++) {
            long number = numbers[i];
            parameters.set(i + 1, (statement, index) -> statement.setLong(index, number));
        }
        return parameters;
    }

    /** Those of a DELETE without its RETURNING; {@code null} for a plain one. */
    static Parameters ofPredicate(Parameters all, DeleteStatement delete) {
        boolean more = all != null && delete.returning() != null && delete.returning().parameters() > 0;
        return more ? all.before(delete.parameters() + 1) : all;
    }

    /** Those from number {@code first} on, counted from 1 again. */
    public Parameters from(int first) {
        Parameters later = new Parameters();
        setters.forEach((index, setter) -> {
            if (index >= first) {
                later.setters.put(index - first + 1, setter);
            }
        });
        return later;
    }

    /** Those before number {@code end}. */
    public Parameters before(int end) {
        Parameters earlier = new Parameters();
        setters.forEach((index, setter) -> {
            if (index < end) {
                earlier.setters.put(index, setter);
            }
        });
        return earlier;
    }

    /** Those from number {@code first} on, behind these texts; {@code null} for none. */
    static Parameters behind(List<String> texts, Parameters all, int first) {
        Parameters later = new Parameters();
        for (String text : texts) {
            later.set(later.setters.size() + 1, (statement, index) -> statement.setString(index, text));
        }
        if (all != null) {
            all.from(first).setters.forEach((index, setter) -> later.set(texts.size() + index, setter));
        }
        return later;
    }

    /** Those of several executions, one after the other, each of which takes so many. */
    static Parameters joined(List<Parameters> executions, int each) {
        Parameters all = new Parameters();
        for (int i = 0; i < executions.size(); i++) {
            int offset = i * each;
            executions.get(i).setters.forEach((index, setter) -> all.setters.put(offset + index, setter));
        }
        return all;
    }

    /**
     * Repeats every setter call on a statement in our process that may have been executed before, and of whose values none is
     * taken where one is missing here: the driver then does what it does of one that was never set.
     */
    void bindToKept(PreparedStatement statement) throws SQLException {
        if (setters.size() < statement.getParameterMetaData().getParameterCount()) {
            statement.clearParameters();
        }
        bindTo(statement);
    }

    /** The same behind these, {@code null} for the first of all, of which a value that is missing here does not stay: no round trip. */
    void bindAfter(Parameters before, PreparedStatement statement) throws SQLException {
        if (before != null && !setters.keySet().containsAll(before.setters.keySet())) {
            statement.clearParameters();
        }
        bindTo(statement);
    }

    /** Repeats every setter call on {@code statement}. */
    public void bindTo(PreparedStatement statement) throws SQLException {
        for (Map.Entry<Integer, Setter> entry : setters.entrySet()) {
            entry.getValue().apply(statement, entry.getKey());
        }
    }
}
