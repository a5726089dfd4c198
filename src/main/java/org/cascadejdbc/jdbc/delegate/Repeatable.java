package org.cascadejdbc.jdbc.delegate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.function.Supplier;
import org.cascadejdbc.text.Shown;

/**
 * Parameter values that can be given again: a stream is read now and comes out as a fresh one each time, a mutable
 * value is copied now, so that what its owner does with it later does not show (drivers convert it at once, too).
 */
final class Repeatable {
    private Repeatable() {}

    static Supplier<InputStream> repeatable(InputStream stream) throws SQLException {
        return repeatable(stream, Long.MAX_VALUE);
    }

    /** A stream that is shorter than {@code length} stays so: the driver complains of it in its own way. */
    static Supplier<InputStream> repeatable(InputStream stream, long length) throws SQLException {
        if (stream == null) {
            return () -> null;
        }
        try {
            byte[] bytes = stream.readNBytes((int) Math.min(limit(length), Integer.MAX_VALUE));
            return () -> new ByteArrayInputStream(bytes);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static Supplier<Reader> repeatable(Reader reader) throws SQLException {
        return repeatable(reader, Long.MAX_VALUE);
    }

    static Supplier<Reader> repeatable(Reader reader, long length) throws SQLException {
        if (reader == null) {
            return () -> null;
        }
        try {
            StringWriter text = new StringWriter();
            char[] buffer = new char[8192];
            long left = limit(length);
            while (left > 0) {
                int count = reader.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    break;
                }
                text.write(buffer, 0, count);
                left -= count;
            }
            String value = text.toString();
            return () -> new StringReader(value);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static Supplier<byte[]> repeatable(byte[] value) {
        byte[] copy = value == null ? null : value.clone();
        return () -> copy;
    }

    static Supplier<Date> repeatable(Date value) {
        Date copy = value == null ? null : (Date) value.clone();
        return () -> copy;
    }

    static Supplier<Time> repeatable(Time value) {
        Time copy = value == null ? null : (Time) value.clone();
        return () -> copy;
    }

    static Supplier<Timestamp> repeatable(Timestamp value) {
        Timestamp copy = value == null ? null : (Timestamp) value.clone();
        return () -> copy;
    }

    static Supplier<Calendar> repeatable(Calendar value) {
        Calendar copy = value == null ? null : (Calendar) value.clone();
        return () -> copy;
    }

    /** Of {@code setObject}: drivers take streams, bytes and dates there as well. */
    @SuppressWarnings("JavaUtilDate")
    static Supplier<?> repeatable(Object value) throws SQLException {
        if (value instanceof InputStream stream) {
            return repeatable(stream);
        }
        if (value instanceof Reader reader) {
            return repeatable(reader);
        }
        if (value instanceof byte[] bytes) {
            return repeatable(bytes);
        }
        if (value instanceof Calendar calendar) {
            return repeatable(calendar);
        }
        Object copy = value instanceof java.util.Date date ? date.clone() : value;
        return () -> copy;
    }

    /** A negative length is an error to some drivers and no limit to others: they shall decide. */
    private static long limit(long length) {
        return length < 0 ? Long.MAX_VALUE : length;
    }

    private static SQLException unreadable(IOException e) {
        return new SQLException(Shown.text("The stream of a parameter cannot be read: " + e.getMessage()), "22000", e);
    }
}
