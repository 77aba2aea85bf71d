using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>services import</c>: the national service catalogue, from files or, when told so, from its address.</summary>
internal static class ServicesCommand
{
    private const int ValuesShown = 30;

    private static readonly Argument<string[]> Paths = new("PATH") { Description = "Files of the national service catalogue (PTV open API v11 JSON), or folders of them.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Address = new("--url") { Description = "The catalogue's address, asked page by page. Nothing is asked of it without this." };
    private static readonly Option<bool> Complete = new("--complete") { Description = "This is the whole catalogue: services that are not in it any more are withdrawn." };

    public static Command Create()
    {
        var import = new Command("import", "Imports the national service catalogue. Importing again changes only what the catalogue has changed.") { Paths, Address, Complete };
        import.Validators.Add(result =>
        {
            if ((result.GetValue(Paths) is { Length: > 0 }) == (result.GetValue(Address) is not null))
                result.AddError("Give files, or --url and the catalogue's address.");
        });
        import.SetAction(ImportAsync);
        return new Command("services", "Keeps the service directory.") { import };
    }

    private static async Task<int> ImportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var address = parsed.GetValue(Address) is { } text ? ReadAddress(text) : null;
        await using var services = await CommandServices.OpenAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        var texts = scope.ServiceProvider.GetRequiredService<IStringLocalizer<GuidanceTexts>>();
        var import = OpenImport(scope.ServiceProvider);
        var isComplete = parsed.GetValue(Complete);
        var result = await Output.WithProgressAsync<int, ServiceImportResult>(
            "Importing the service catalogue.",
            count => string.Create(CultureInfo.InvariantCulture, $"{count:N0} services read"),
            progress => address is null
                ? import.RunAsync(parsed.GetValue(Paths)!, isComplete, Actor, progress, cancellationToken)
                : import.RunAsync(address, new PtvAddressOptions(), isComplete, Actor, progress, cancellationToken));
        Report(result, isComplete, texts);
        return result.IsWhole ? ExitCodes.Done : ExitCodes.Refused;
    }

    private static ImportServices OpenImport(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<ImportServices>();
        }
        catch (InvalidDataException wrong)
        {
            throw new CommandRefused(wrong.Message);
        }
    }

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new CommandRefused($"{VisibleText.Of(text)} is no address of the catalogue: it begins with https://.");

    private static void Report(ServiceImportResult result, bool isComplete, IStringLocalizer texts)
    {
        foreach (var file in result.Files)
        {
            if (file.Problem is { } problem)
                Output.Error($"{VisibleText.Of(file.Name)}{(file.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : null)}: {texts[$"Services.Import.Problem.{problem}"]} Nothing of it was imported.");
            else
                Output.Result(string.Create(CultureInfo.InvariantCulture, $"{VisibleText.Of(file.Name)}: {file.Read:N0} read, {file.Added:N0} added, {file.Changed:N0} changed, {file.Unchanged:N0} unchanged, {file.Withdrawn:N0} withdrawn, {file.PassedOver:N0} passed over, {file.SetAside:N0} set aside."));
        }

        if (result.NotComplete is { } reason)
            Output.Result(texts[$"Services.Import.NotComplete.{reason}"]);
        else if (isComplete)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"{result.Withdrawn:N0} services withdrawn: they are not in the catalogue any more."));
        ReportValues("Set aside, because they are no services", result.ItemsSetAside);
        ReportValues("Values that are not known, set aside", result.UnknownValues);
        ReportValues("Classes without a theme or a life stage of ours", result.UnmappedClasses);
    }

    private static void ReportValues(string title, IReadOnlyList<CountedValue> values)
    {
        if (values.Count == 0)
            return;
        Output.Result($"{title}:");
        foreach (var value in values.Take(ValuesShown))
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"  {value.Field} {VisibleText.Of(value.Value)}: {value.Count:N0}"));
        if (values.Count > ValuesShown)
            Output.Result(string.Create(CultureInfo.InvariantCulture, $"  … and {values.Count - ValuesShown:N0} more"));
    }

    private static Actor Actor { get; } = new("command: services import");
}
