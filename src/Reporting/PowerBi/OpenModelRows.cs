using System.Globalization;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Reporting.Catalogue;
using Palveluohjaus.Reporting.Dashboards;
using Palveluohjaus.Reporting.Facts;

namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Opens the latest facts for reading as rows.</summary>
public sealed class OpenModelRows(CurrentFacts currentFacts, GuidanceReads guidance, MeasureMetrics measures, CodeNames codeNames)
{
    internal async Task<ReadModelRows> OpenAsync(CancellationToken cancellationToken)
    {
        var facts = await currentFacts.GetAsync(cancellationToken);
        var names = new Dictionary<CultureInfo, DashboardNames>();
        var asked = CultureInfo.CurrentUICulture;
        foreach (var language in ModelWords.Languages)
        {
            CultureInfo.CurrentUICulture = language;
            names.Add(language, await DashboardNames.ReadAsync(guidance, cancellationToken));
        }

        CultureInfo.CurrentUICulture = asked;
        return new ReadModelRows(facts, measures, names, codeNames);
    }
}
