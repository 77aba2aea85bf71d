using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Segmentation.Evaluation;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scorecard;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Tables;
using Palveluohjaus.Segmentation.Training;
using Palveluohjaus.Segmentation.Workshop;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary>Where labelled rows come from: the database's confirmed decisions, or a file.</summary>
internal static class SourceOptions
{
    public static readonly Option<FileInfo?> Csv = new("--csv") { Description = "Take rows from this file instead of the database's confirmed decisions." };
    public static readonly Option<string?> Label = new("--label") { Description = "The column of the file that holds each row's segment." };
    public static readonly Option<char?> Delimiter = Sign("--delimiter", "What stands between the file's values, \"tab\" for a tabulator; inferred when not given.");
    public static readonly Option<char?> Decimal = Sign("--decimal", "The file's decimal sign, . or ,; inferred when not given.");
    private static readonly Option<string[]> Group = Several("--group", "A column to divide figures by (language, sex…); it is not learned from.");
    private static readonly Option<string[]> Drop = Several("--drop", "A column to leave out.");
    private static readonly Option<string[]> Number = Several("--number", "A column that is a number whatever it looks like.");
    private static readonly Option<string[]> Category = Several("--category", "A column that is a category though it looks like a number.");
    private static readonly Option<string[]> Without = Several("--without", "Leave out rows with this label.");
    private static readonly Option<string[]> Require = Several("--require", "A column without which the model abstains. For clients, the scorecard's required answers.");
    private static readonly Option<bool> Synthetic = new("--synthetic") { Description = "The file's people are invented, and the card is to say so." };
    private static readonly Option<bool> RubberStamps = new("--keep-rubber-stamps")
    {
        Description = $"Learn also from suggestions confirmed in under {ReadConfirmedDecisions.WeighedSeconds} seconds.",
    };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Csv, Label, Delimiter, Decimal, Group, Drop, Number, Category, Without, Require, Synthetic, RubberStamps })
            command.Options.Add(option);
    }

    /// <summary>Reads the rows and says what was left out.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="purpose">What the database is read for, for the audit.</param>
    /// <param name="model">The version the rows are for, whose columns the file must have; null to take the file's own.</param>
    /// <param name="metrics">What is known of that version: it is measured by the groups it was measured by before, unless others are named.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<WorkshopRows> ReadAsync(ParseResult parsed, string purpose, CalibratedModel? model, VersionMetrics? metrics, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Csv) is { } csv)
            return ReadFile(parsed, csv, model?.Model.Schema, metrics?.Test.Groups.Select(group => group.Dimension).Distinct().ToList() ?? [], cancellationToken);
        if (parsed.GetValue(Label) is not null)
            throw new CommandRefused("--label goes with --csv: the database's rows are labelled by professionals' decisions.");
        var rows = await ReadDatabaseAsync(parsed, purpose, cancellationToken);
        if (model?.Model.Schema.Matches(rows.Rows.Schema) == false)
            throw new CommandRefused("The model was made for other columns than those of the database's decisions: give it a file of its own (--csv F --label COLUMN).");
        return rows;
    }

    private static WorkshopRows ReadFile(ParseResult parsed, FileInfo csv, ModelSchema? schema, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        var options = new CsvTableOptions
        {
            Label = parsed.GetValue(Label) ?? throw new CommandRefused("--csv needs --label COLUMN: which column holds each row's segment?"),
            Delimiter = parsed.GetValue(Delimiter),
            DecimalSign = parsed.GetValue(Decimal),
            GroupColumns = parsed.GetValue(Group) is { Length: > 0 } given ? given : groups,
            DropColumns = parsed.GetValue(Drop) ?? [],
            NumberColumns = parsed.GetValue(Number) ?? [],
            CategoryColumns = parsed.GetValue(Category) ?? [],
            WithoutLabels = parsed.GetValue(Without) ?? [],
        };
        var read = schema is null
            ? CsvTable.ReadLabelled(csv.FullName, options, cancellationToken)
            : CsvTable.ReadLabelledFor(csv.FullName, schema, options, cancellationToken);
        foreach (var note in read.Notes)
            Output.Say(note);
        var required = parsed.GetValue(Require) ?? [];
        if (required.FirstOrDefault(column => read.Schema.IndexOf(column) < 0) is { } unknown)
            throw new CommandRefused($"--require {unknown}: the file has no such column to learn from. It has: {string.Join(", ", read.Schema.Columns.Select(column => column.Name))}.");
        return new WorkshopRows
        {
            Rows = read.Rows,
            Groups = read.Groups,
            Source = csv.Name,
            SourceSha256 = read.Sha256,
            IsSynthetic = parsed.GetValue(Synthetic),
            RequiredColumns = required,
        };
    }

    private static async Task<WorkshopRows> ReadDatabaseAsync(ParseResult parsed, string purpose, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var scorecard = scope.ServiceProvider.GetRequiredService<ExpertScorecard>();
        var reads = scope.ServiceProvider.GetRequiredService<GuidanceReads>();
        var county = await reads.Counties.SingleOrDefaultAsync(cancellationToken)
            ?? throw new CommandRefused("There is no county in this database, and no decision to learn from.");
        var decisions = await Output.WithProgressAsync<int, ConfirmedDecisions>(
            "Reading confirmed decisions.",
            count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} decisions"),
            progress => scope.ServiceProvider.GetRequiredService<ReadConfirmedDecisions>()
                .ReadAsync(new Actor(RegistryOptions.Who), ForAudit(purpose), parsed.GetValue(RubberStamps), progress, cancellationToken));
        var counts = decisions.Counts;
        Output.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Read:N0} decisions read, {decisions.Rows.Count:N0} to work with. Left out: {counts.RubberStamps:N0} confirmed too quickly to have been weighed, {counts.WithoutAssessment:N0} without an assessment, {counts.UnknownSegments:N0} in a segment the scheme lacks, {counts.Unreadable:N0} unreadable."));

        // The first decision ever made tells one county's history from another's, also after it has moved to another database.
        var firstDecided = await reads.SegmentDecisions.OrderBy(decision => decision.Sequence).Select(decision => decision.ClientId).FirstOrDefaultAsync(cancellationToken);
        var pairs = decisions.DoubleCoded;
        return new WorkshopRows
        {
            Rows = decisions.Rows,
            Groups = decisions.Groups,
            DecidedAtUtc = decisions.DecidedAtUtc,
            Source = DataDescription.DatabaseDecisions,
            SourceSha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"decisions since {firstDecided}"))),
            IsSynthetic = county.IsFictional,
            RequiredColumns = [.. scorecard.Items.Where(item => item.IsRequired).Select(item => item.Feature.Code).Distinct()],
            DoubleCoded = pairs.First.Count == 0
                ? null
                : ProfessionalAgreement.Measure([.. pairs.First], [.. pairs.Second], scorecard.Scheme.Segments.Count),
        };
    }

    /// <summary>The purpose as far as the audit can hold it: two versions with long names are more.</summary>
    internal static string ForAudit(string purpose) =>
        purpose.Length <= ReadConfirmedDecisions.PurposeMaxLength ? purpose : $"{purpose.AsSpan(0, ReadConfirmedDecisions.PurposeMaxLength - 1)}…";

    // The parser of options knows no single characters.
    private static Option<char?> Sign(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = given =>
        {
            var text = given.Tokens[0].Value;
            if (text is "tab" or @"\t")
                return '\t';
            if (text.Length == 1)
                return text[0];
            given.AddError($"{name} is one character, and not '{text}'.");
            return null;
        },
    };

    private static Option<string[]> Several(string name, string description) => new(name) { Description = description, AllowMultipleArgumentsPerToken = true };
}
