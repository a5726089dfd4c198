package org.cascadejdbc.jdbc.delegate;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.Arrays;
import java.util.Objects;
import org.cascadejdbc.text.Shown;

/**
 * What all wrappers have in common: the delegate, {@code unwrap}, and the hooks through which the generated methods
 * pass what they return and what they hand over. Equality is identity.
 *
 * @param <D> the JDBC interface of the delegate
 */
public abstract class Delegating<D> {
    private final D delegate;

    protected Delegating(D delegate) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    protected final D delegate() {
        return delegate;
    }

    /** What makes wrappers of the JDBC objects that the delegate returns. */
    protected abstract Wrapping wrapping();

    /** Ourselves if we are a {@code type}, else the delegate if it is one, else what the delegate unwraps to. */
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(delegate)) {
            return type.cast(delegate);
        }
        if (delegate instanceof Wrapper wrapper) {
            return wrapper.unwrap(type);
        }
        // The class: the words of others may have values in them.
        throw new SQLException(Shown.text(
                "Neither a " + type.getName() + " nor a wrapper of one: " + delegate.getClass().getName()));
    }

    /** Whether {@link #unwrap} finds such an object. */
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || type.isInstance(delegate)
                || (delegate instanceof Wrapper wrapper && wrapper.isWrapperFor(type));
    }

    @Override
    public final boolean equals(Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }

    /** The delegate's own: of a statement it is mostly its SQL, of an array its literal, which people read. */
    @Override
    public String toString() {
        return delegate.toString();
    }

    /** What the driver may send besides statements passes here. */
    protected final <T> T passing(Question<T> question) throws SQLException {
        return wrapping().passing(question);
    }

    protected final Connection wrap(Connection raw) {
        return raw == null ? null : wrapping().connection(raw);
    }

    protected final Statement wrap(Statement raw) {
        return raw == null ? null : wrapping().statement(raw);
    }

    protected final PreparedStatement wrap(PreparedStatement raw) {
        return raw == null ? null : wrapping().preparedStatement(raw);
    }

    protected final CallableStatement wrap(CallableStatement raw) {
        return raw == null ? null : wrapping().callableStatement(raw);
    }

    protected final ResultSet wrap(ResultSet raw) {
        return raw == null ? null : wrapping().resultSet(raw);
    }

    protected final DatabaseMetaData wrap(DatabaseMetaData raw) {
        return raw == null ? null : wrapping().metaData(raw);
    }

    protected final Array wrap(Array raw) {
        return raw == null ? null : wrapping().array(raw);
    }

    /** For {@code getObject}: a cursor or an array comes out of it as our own, any other value as it is. */
    protected final Object wrap(Object raw) {
        if (raw instanceof ResultSet resultSet) {
            return wrapping().cursor(resultSet);
        }
        return raw instanceof Array array ? wrap(array) : raw;
    }

    /** As {@link #wrap(Object)}; who asks for a vendor's class gets the vendor's object, as from {@code unwrap}. */
    protected final <T> T wrap(Class<T> type, T raw) {
        Object wrapped = wrap((Object) raw);
        return wrapped != raw && type.isInstance(wrapped) ? type.cast(wrapped) : raw;
    }

    /** Drivers want their own arrays back. */
    protected static Array unwrapped(Array value) {
        return (Array) unwrapped((Object) value);
    }

    protected static Object unwrapped(Object value) {
        return value instanceof Delegating<?> ours ? ours.delegate : value;
    }

    protected static Object[] unwrapped(Object[] values) {
        if (values == null) {
            return null;
        }
        Object[] result = values;
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Delegating<?> ours) {
                result = result == values ? Arrays.copyOf(values, values.length, Object[].class) : result;
                result[i] = ours.delegate;
            }
        }
        return result;
    }
}
