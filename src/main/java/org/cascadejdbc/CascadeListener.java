package org.cascadejdbc;

/**
 * Is told of each DELETE whose cascade cascade-jdbc carries out: for metrics, traces, an audit. What the database does
 * by itself is nothing that anybody tells us of.
 *
 * <p>Given to {@link CascadeDataSourceBuilder#listener}, or found by {@link java.util.ServiceLoader}, whichever way
 * connections are made. In Spring Boot all beans of this type are given to the DataSources.
 */
@FunctionalInterface
public interface CascadeListener {
    /**
     * The cascade has ended, well or not, and so has the transaction if it was the DELETE's alone. Called in the thread
     * that executes the DELETE, which waits, and by several threads at a time. What is thrown here is logged at WARN,
     * the first time, and changes nothing.
     */
    void cascaded(CascadeEvent event);
}
