using System.Diagnostics;
using System.Globalization;
using Palveluohjaus.SyntheticCounty;
using Palveluohjaus.SyntheticCounty.Answers;

namespace Palveluohjaus.Bench;

/// <summary>The best accuracy any model could reach on the default county's labels, from ten times the samples of the test.</summary>
internal static class AccuracyBench
{
    private const int Samples = 200_000;

    public static int Run()
    {
        var watch = Stopwatch.StartNew();
        var best = BestReachableAccuracy.Compute(new CountyParameters(), Samples);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {100 * best.GivenTraits,8:F2} %  knowing the latent traits
            {100 * best.GivenAnswers,8:F2} %  knowing one assessment's answers and the life stage (standard error {100 * best.StandardError:F2})
            {100 * best.NamingTheCommonest,8:F2} %  naming the commonest segment
            {watch.Elapsed.TotalSeconds,8:F1} seconds for {Samples:N0} samples
            """));
        return 0;
    }
}
