using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Guidance.Imports;

/// <summary>What an import found, as sentences in the language of the current culture.</summary>
/// <remarks>Whatever they quote of a file is made visible first, so that they can be shown anywhere.</remarks>
public sealed class ImportMessages(IStringLocalizer<GuidanceTexts> texts)
{
    public string Of(FileProblem problem) =>
        texts[$"Imports.File.{problem.Kind}", VisibleText.Of(problem.FileName), problem.Line ?? 1, Quoted(problem.Column), Quoted(problem.Found), Quoted(problem.Expected)];

    public string Of(ProfileProblem problem) =>
        texts[$"Imports.Profile.{problem.Kind}", VisibleText.Of(problem.Path), Quoted(problem.Found), Quoted(problem.Expected)];

    /// <inheritdoc cref="Of(int, string, RowProblem, string, string)"/>
    public string Of(QuarantinedRow row) => Of(row.LineNumber, row.Column, row.Problem, row.Found, row.Expected);

    /// <inheritdoc cref="Of(int, string, RowProblem, string, string)"/>
    public string Of(UnreadableRow row)
    {
        var sentence = Of(row.LineNumber, row.Column, row.Problem, row.Found, row.Expected);
        return row.Trace is { } trace ? texts["Imports.RowOfTrace", trace, row.EventOfTrace ?? 0, sentence] : sentence;
    }

    public string Of(CaseFinding finding) => texts[$"Imports.Finding.{finding.Kind}", VisibleText.Of(finding.ExternalId)];

    /// <summary>Line, column, what stood there and what was expected. Holds a value of the row: for who runs the import, not for a log.</summary>
    private string Of(int lineNumber, string column, RowProblem rowProblem, string? found, string? expected)
    {
        var problem = texts[$"Imports.Problem.{rowProblem}", Quoted(found), Quoted(expected)].Value;
        return column.Length == 0
            ? texts["Imports.Row", lineNumber, problem]
            : texts["Imports.RowColumn", lineNumber, VisibleText.Of(column), problem];
    }

    private static string Quoted(string? text) => text is null ? "" : VisibleText.Of(text);
}
