using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Bench;

/// <summary>Training and batch scoring of order 2 beside XGBoost at depth 2 and scikit-learn, on the same exported file, in one run.</summary>
internal static class PeerBench
{
    private const int TrainingRows = 200_000;
    private const int TestRows = 50_000;
    private const int PeerRounds = 300;
    private const double PeerEta = 0.3;
    private const int Threads = 2;

    // Fewer and larger trees than the peers' reach the same log-loss: past its second column a tree of order 2 costs next to nothing.
    private static readonly BoostingOptions Options = new()
    {
        InteractionOrder = 2, Rounds = 60, LearningRate = 0.5, MaximumLeaves = 8, MaximumPairs = 100, MaximumBins = 64, ValidationShare = 0, Threads = Threads,
    };

    public static int Run(string python)
    {
        var folder = Directory.CreateTempSubdirectory("palveluohjaus-peers-");
        try
        {
            Console.WriteLine($"{TrainingRows:N0} training and {TestRows:N0} test rows × {PeerRows.ColumnCount} columns × {PeerRows.SegmentCount} segments, {Threads} threads");
            var rows = PeerRows.Draw(TrainingRows + TestRows, seed: 7);
            rows.Export(folder.FullName);
            var training = rows.Slice(0, TrainingRows);
            var test = rows.Slice(TrainingRows, TrainingRows + TestRows);

            var ours = Measure(training, test, rows.Table);
            Tell("palveluohjaus", ours);
            foreach (var peer in MeasurePeers(python, folder.FullName))
            {
                Tell(peer.Peer, peer);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{"",-16}  ours: {peer.TrainSeconds / ours.TrainSeconds:F1} times as quick to train at {100 * ((ours.LogLoss / peer.LogLoss) - 1):+0.0;-0.0} % log-loss, {ours.RowsPerSecond / peer.RowsPerSecond:F1} times the rows per second"));
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Figures Measure(LabelledRows training, LabelledRows test, FeatureTable all)
    {
        // Once to warm up; then the time is taken, and once more the memory, because collecting garbage to see what lives takes time.
        var trainer = new BoostingTrainer(Options);
        trainer.Train(training, new TrainingRun(1));
        var watch = Stopwatch.StartNew();
        var model = trainer.Train(training, new TrainingRun(1));
        var trainSeconds = watch.Elapsed.TotalSeconds;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = new PeakMemory();
        trainer.Train(training, new TrainingRun(1, peak));
        double binned = training.Count * training.Schema.Columns.Count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training holds {(peak.Bytes - before) / binned:F2} times the binned data ({(peak.Bytes - before) / 1e6:F1} of {binned / 1e6:F1} MB)"));

        var logits = new float[test.Count * test.Schema.Segments.Count];
        model.Score(test.Table, logits);
        var allLogits = new float[all.RowCount * all.Schema.Segments.Count];
        var best = double.PositiveInfinity;
        for (var repeat = 0; repeat < 5; repeat++)
        {
            watch.Restart();
            model.Score(all, allLogits);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return new Figures("palveluohjaus", trainSeconds, LogLoss(logits, test), all.RowCount / best);
    }

    private static double LogLoss(float[] logits, LabelledRows rows)
    {
        var segmentCount = rows.Schema.Segments.Count;
        var probabilities = new float[logits.Length];
        Softmax.Apply(logits, segmentCount, 1, probabilities);
        return Enumerable.Range(0, rows.Count).Average(row => -Math.Log(Math.Max(probabilities[(row * segmentCount) + rows.Labels[row]], 1e-15)));
    }

    private static IEnumerable<Figures> MeasurePeers(string python, string folder)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "peers.py"), folder, $"{PeerRounds}", PeerEta.ToString(CultureInfo.InvariantCulture), $"{TrainingRows}", $"{Threads}" })
            start.ArgumentList.Add(argument);
        start.Environment["OMP_NUM_THREADS"] = $"{Threads}";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start.");
        while (process.StandardOutput.ReadLine() is { } line)
            yield return JsonSerializer.Deserialize<Figures>(line, JsonSerializerOptions.Web)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            Console.Error.WriteLine($"{python} ended with {process.ExitCode}: are python3-xgboost and python3-sklearn installed?");
    }

    private static void Tell(string name, Figures figures) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-16}  trained in {figures.TrainSeconds,6:F2} s  log-loss {figures.LogLoss:F4}  scores {figures.RowsPerSecond / 1e6:F3} million rows/s on one thread"));

    private sealed record Figures(string Peer, double TrainSeconds, double LogLoss, double RowsPerSecond);

    private sealed class PeakMemory : IProgress<TrainingProgress>
    {
        public long Bytes { get; private set; }

        public void Report(TrainingProgress value)
        {
            if (value.RoundsDone % 10 == 1)
                Bytes = Math.Max(Bytes, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
