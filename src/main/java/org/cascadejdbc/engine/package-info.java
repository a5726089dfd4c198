/**
 * What an engine is asked for, and what engines have in common: the catalog as tables and keys, a plan said in SQL,
 * what the session decides. Only the list of engines knows one by its name; everybody else asks what an engine can do.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.engine;
