/**
 * What one JDBC driver does differently from another, whichever database it is connected to: asked of the driver's own
 * classes, where these are there. It knows no engine and nothing of running a plan.
 *
 * <p>Not API: it may change in any release.
 */
package org.cascadejdbc.driver;
