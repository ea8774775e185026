/// Facts into words.
package enum Assist {}
