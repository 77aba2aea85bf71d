using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>What an import found, as sentences in the language of the current culture.</summary>
public sealed class ImportMessages(IStringLocalizer<GuidanceTexts> texts)
{
    public string Of(FileProblem problem) =>
        texts[$"Imports.File.{problem.Kind}", problem.FileName, problem.Line ?? 1, problem.Column ?? "", problem.Found ?? "", problem.Expected ?? ""];

    public string Of(ProfileProblem problem) =>
        texts[$"Imports.Profile.{problem.Kind}", problem.Path, problem.Found ?? "", problem.Expected ?? ""];

    /// <summary>Line, column, what stood there and what was expected. Holds a value of the row: for who runs the import, not for a log.</summary>
    public string Of(QuarantinedRow row)
    {
        var problem = texts[$"Imports.Problem.{row.Problem}", row.Found ?? "", row.Expected ?? ""].Value;
        return row.Column.Length == 0
            ? texts["Imports.Row", row.LineNumber, problem]
            : texts["Imports.RowColumn", row.LineNumber, row.Column, problem];
    }

    public string Of(CaseFinding finding) => texts[$"Imports.Finding.{finding.Kind}", finding.ExternalId];
}
