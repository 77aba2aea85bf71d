namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Values of a column that the model has never seen, read as missing.</summary>
/// <param name="Column">The column's heading.</param>
/// <param name="Count">Rows with such a value, so far.</param>
/// <param name="FirstValue">The first such value, in quotes and cut to 40 characters.</param>
/// <param name="FirstRow">The line of the file on which its row begins.</param>
public sealed record UnknownCategory(string Column, long Count, string FirstValue, long FirstRow);
