package org.cascadejdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;

/** A driver that only tells what it was given; or a broken one. */
public class SeenDriver implements Driver {
    private final boolean broken;

    public SeenDriver() {
        this(false);
    }

    SeenDriver(boolean broken) {
        this.broken = broken;
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        throw new SQLException(url + " " + new TreeMap<>(info));
    }

    @Override
    public boolean acceptsURL(String url) {
        if (broken) {
            throw new NoClassDefFoundError(url);
        }
        return url.startsWith("jdbc:seen:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
