using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Reporting.PowerBi;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>powerbi project</c> and <c>powerbi tables</c>: what Power BI Desktop opens, and what it reads.</summary>
internal static class PowerBiProjectCommand
{
    private static readonly Option<DirectoryInfo> ProjectFolder = new("--out") { Description = "The folder to write the project into.", Required = true };
    private static readonly Option<DirectoryInfo> TablesFolder = new("--out") { Description = "The folder to write the files into.", Required = true };

    public static Command CreateProject()
    {
        var project = new Command("project", "Writes the Power BI project (src/Reporting/PowerBi/Project), a semantic model and a report, from the catalogue.") { ProjectFolder };
        project.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(ProjectFolder);
            try
            {
                Output.Result(PowerBiWords.Say("PowerBi.Project.Written", WriteProject.WriteTo(folder)));
                return ExitCodes.Done;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw CannotWrite(folder);
            }
        });
        return project;
    }

    public static Command CreateTables()
    {
        var tables = new Command("tables", "Writes the tables that the Power BI project reads, as CSV: aggregates as the dashboards show them, small numbers hidden.") { TablesFolder };
        tables.SetAction(WriteTablesAsync);
        return tables;
    }

    private static async Task<int> WriteTablesAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var folder = parsed.GetRequiredValue(TablesFolder);
        try
        {
            foreach (var (table, rows) in await scope.ServiceProvider.GetRequiredService<WriteModelTables>().WriteAsync(folder, cancellationToken))
                Output.Result(PowerBiWords.Say("PowerBi.Tables.Written", table, rows.ToString("N0", CultureInfo.InvariantCulture)));
            return ExitCodes.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(folder);
        }
    }

    private static CommandRefused CannotWrite(DirectoryInfo folder) => new(PowerBiWords.Say("PowerBi.CannotWrite", VisibleText.Of(folder.FullName)));
}
