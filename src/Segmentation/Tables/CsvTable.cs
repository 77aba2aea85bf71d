using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>
/// Plain tables in files, for the model workshop: delimited text (RFC 4180) with a heading, UTF-8 or what its byte order mark
/// says. An empty value, NA and null are missing. Spaces around a category are part of it; around a number they are not.
/// </summary>
public static class CsvTable
{
    /// <summary>
    /// Reads rows to learn from. A column whose every value is a number becomes a number; any other a category, of at most 254
    /// values. A column that is almost all numbers is refused rather than guessed.
    /// </summary>
    /// <param name="path">The file; read three times.</param>
    /// <param name="options">What is said, and not inferred.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="TableRefusedException">The file is not such a table, or cannot be learned from.</exception>
    public static LabelledCsv ReadLabelled(string path, CsvTableOptions options, CancellationToken cancellationToken = default) =>
        new LabelledCsvReader(path, options, cancellationToken).Read();

    /// <summary>
    /// Reads rows to measure an existing model on: the columns, categories and labels are the model's, and not inferred. Other
    /// columns are ignored; a category the model does not know is missing, and noted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The model's.</param>
    /// <param name="options">The label, the groups and how the file is written; kinds and columns to drop are not looked at.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    /// <exception cref="TableRefusedException">The file is not a table, a column is missing, or a label is none of the model's.</exception>
    public static LabelledCsv ReadLabelledFor(string path, ModelSchema schema, CsvTableOptions options, CancellationToken cancellationToken = default) =>
        new LabelledCsvOfModel(path, schema, options, cancellationToken).Read();

    /// <summary>
    /// Opens a file whose rows a model is to score. Columns are found by their heading, in any order; others are ignored. A category
    /// the model does not know is missing, and counted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The model's.</param>
    /// <param name="options">What is said, and not inferred.</param>
    /// <exception cref="TableRefusedException">The file is not a table, or a column is missing.</exception>
    public static ScoringCsv OpenForScoring(string path, ModelSchema schema, CsvScoringOptions options) => ScoringCsv.Open(path, schema, options);

    /// <summary>Writes rows without labels, comma-separated, so that reading them gives the same values to the bit.</summary>
    /// <param name="path">Replaced when all is written, and left as it was when something fails.</param>
    /// <param name="table">The rows.</param>
    /// <exception cref="TableRefusedException">The file cannot be written, or a heading or category could not be read back.</exception>
    public static void Write(string path, FeatureTable table) => new CsvTableWriter(path, table, null, []).Write();

    /// <summary>Writes labelled rows: the columns, the groups and then the label.</summary>
    /// <param name="path">Replaced when all is written, and left as it was when something fails.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="labelHeading">The heading of the label column.</param>
    /// <param name="groups">The group of each row, by dimension.</param>
    /// <exception cref="TableRefusedException">The file cannot be written, or a heading, category, label or group could not be read back.</exception>
    public static void Write(string path, LabelledRows rows, string labelHeading, IReadOnlyList<GroupColumn> groups) =>
        new CsvTableWriter(path, rows.Table, new LabelColumn(labelHeading, rows.Labels), groups).Write();
}
