using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>A file of labelled rows, read.</summary>
/// <param name="Rows">The rows, in the file's order.</param>
/// <param name="Groups">The group of each row, one dimension for each heading asked for, in that order.</param>
/// <param name="Notes">What was inferred and left out: a sentence each, for the user to check.</param>
/// <param name="Sha256">Of the file's bytes, 64 lower-case hexadecimal digits.</param>
public sealed record LabelledCsv(LabelledRows Rows, IReadOnlyList<GroupColumn> Groups, IReadOnlyList<string> Notes, string Sha256)
{
    /// <summary>The columns and labels found. Categories and labels stand in ordinal order.</summary>
    public ModelSchema Schema => Rows.Schema;
}
