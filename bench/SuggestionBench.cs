using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.Segmentation.Explanation;
using Palveluohjaus.Segmentation.Profiles;
using Palveluohjaus.Segmentation.Registry;
using Palveluohjaus.Segmentation.Scheme;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Bench;

/// <summary>One client's suggestion with the shipped champion: probabilities, possible segments, contributions, next question, and the reasons in words.</summary>
internal static class SuggestionBench
{
    private const int Suggestions = 20_000;
    private const double MissingShare = 0.1;

    public static int Run()
    {
        var registry = new ModelRegistry(Path.Combine(AppContext.BaseDirectory, "models"), TimeProvider.System);
        var collection = RegistryName.CollectionOfScheme(SegmentationScheme.Default.Id);
        var model = registry.Load(collection, registry.Champion(collection)!, []);
        var catalogue = FeatureCatalogue.Default;
        var suggest = new SuggestSegment(model, askable: SuggestSegment.AssessmentItemsOf(catalogue));
        var rows = SampleClients.Draw(Suggestions, seed: 1, MissingShare);
        var row = new float[catalogue.Features.Count];
        Console.WriteLine($"{model.Id}: {((IExplainableModel)model.Model).Terms.Count} terms, {MissingShare:P0} of answers missing");

        Time("suggestion with exact contributions and next question", index =>
        {
            rows.CopyRow(index, row);
            return suggest.Suggest(row).Probabilities.Count;
        });
        var culture = CultureInfo.GetCultureInfo("fi-FI");
        Time("the same, reasons in Finnish included", index =>
        {
            rows.CopyRow(index, row);
            var suggestion = suggest.Suggest(row);
            var reasons = SuggestionReasons.Of(suggestion, catalogue, 16);
            var likely = SegmentationScheme.Default.Segments[suggestion.Probabilities.Index().MaxBy(each => each.Item).Index];
            return PlainWords.DescribeReasons(reasons, likely, suggestion.Probabilities, culture).Count;
        });
        return 0;
    }

    private static void Time(string what, Func<int, int> work)
    {
        for (var index = 0; index < Suggestions; index++)
            work(index);
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat < 3; repeat++)
        {
            var watch = Stopwatch.StartNew();
            for (var index = 0; index < Suggestions; index++)
                work(index);
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / Suggestions);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{best,8:F1} µs  {what}"));
    }
}
