using System.CommandLine;
using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.ImportedFigures;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>figures import</c> and <c>figures list</c>: figures of other systems, by the same rules and in the same words as on the page.</summary>
internal static class FiguresCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A CSV file of figures; see docs/imported-figures.md." };
    private static readonly Option<string?> Series = new("--series") { Description = "Only of this series, as lead-time/p50, emergency-visits or inhabitants." };
    private static readonly Option<string?> Municipality = new("--municipality") { Description = "Only of this municipality, by its code." };

    public static Command Create()
    {
        var import = new Command("import", "Enters the figures of a file, all or none. A file that was imported before changes nothing.") { File };
        import.SetAction(ImportAsync);
        var list = new Command("list", "Prints the figures that have been entered, as CSV.") { Series, Municipality };
        list.SetAction(ListAsync);
        return new Command("figures", "Baselines, emergency visits and inhabitants from other systems.") { import, list };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(File);
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var entered = await scope.ServiceProvider.GetRequiredService<KeepFigures>().EnterAsync(await ReadAsync(path, cancellationToken), Actor, cancellationToken);
        switch (entered)
        {
            case FiguresEntered.Saved saved:
                Output.Result(string.Create(CultureInfo.InvariantCulture, $"{saved.Added:N0} figures entered, {saved.Unchanged:N0} had been entered before."));
                return ExitCodes.Done;
            case FiguresEntered.Refused refused:
                Output.Error($"{VisibleText.Of(Path.GetFileName(path))}:");
                foreach (var problem in scope.ServiceProvider.GetRequiredService<FigureWords>().SayAll(refused.Problems))
                    Output.Error($"  {problem}");
                Output.Error("Nothing of it was stored.");
                return ExitCodes.Refused;
            default:
                throw new InvalidOperationException("Not a result.");
        }
    }

    private static async Task<FigureRows> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);

            // Read no further than what tells that it is too large.
            var bytes = new byte[FigureFile.MaxBytes + 1];
            return FigureFile.Read(bytes.AsMemory(0, await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandRefused($"{VisibleText.Of(path)} cannot be read: name a file that is there and that you may read.");
        }
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var wanted = parsed.GetValue(Series) is { } code ? FigureSeries.Find(code) ?? throw new CommandRefused($"There is no series '{VisibleText.Of(code)}'. There are: {string.Join(", ", FigureSeries.All.Select(series => series.Code))}.") : null;
        var municipality = parsed.GetValue(Municipality);
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        if (municipality is { } asked && !await scope.ServiceProvider.GetRequiredService<GuidanceReads>().Municipalities.AnyAsync(row => row.Code == asked, cancellationToken))
            throw new CommandRefused($"There is no municipality '{VisibleText.Of(asked)}' in the county.");
        var figures = await scope.ServiceProvider.GetRequiredService<KeepFigures>().ReadAsync(cancellationToken);
        await using var csv = new CsvWriter(Output.Results, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var name in (string[])["series", "municipality", "period", "value", "source", "definition", "same definition"])
            csv.WriteField(name);
        await csv.NextRecordAsync();
        foreach (var figure in figures
            .Where(figure => (wanted is null || figure.FindSeries() == wanted) && (municipality is null || figure.MunicipalityCode == municipality))
            .OrderBy(figure => figure.Series, StringComparer.Ordinal).ThenBy(figure => figure.Statistic, StringComparer.Ordinal)
            .ThenBy(figure => figure.MunicipalityCode, StringComparer.Ordinal).ThenBy(figure => figure.FirstDay).ThenBy(figure => figure.SourceKey, StringComparer.Ordinal))
        {
            csv.WriteField(figure.FindSeries()?.Code ?? $"{figure.Series}/{figure.Statistic}");
            csv.WriteField(figure.MunicipalityCode);
            csv.WriteField(figure.Period.Code);
            csv.WriteField(figure.Value);
            csv.WriteField(VisibleText.Of(figure.Source));
            csv.WriteField(VisibleText.Of(figure.Definition));
            csv.WriteField(figure.HasCatalogueDefinition ? "yes" : "no");
            await csv.NextRecordAsync();
        }

        return ExitCodes.Done;
    }

    private static Actor Actor { get; } = new("command: figures import");
}
