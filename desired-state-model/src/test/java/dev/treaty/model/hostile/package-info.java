/** What one hostile megabyte costs, in a process with little heap and little stack. */
package dev.treaty.model.hostile;
