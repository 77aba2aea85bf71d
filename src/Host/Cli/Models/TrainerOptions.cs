using System.CommandLine;
using System.Globalization;
using Palveluohjaus.Host.Plugins;
using Palveluohjaus.Segmentation.Boosting;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Cli.Models;

/// <summary>Which trainer, and how it is set.</summary>
internal static class TrainerOptions
{
    private const string Boosting = "boosting";
    private const string Unlimited = "unlimited";
    private static readonly BoostingOptions Defaults = new();

    public static readonly Option<string> Trainer = new("--trainer") { Description = "boosting, or one of a plug-in's, such as mlnet-gam.", DefaultValueFactory = _ => Boosting };
    public static readonly Option<string> Order = new("--order") { Description = "How many columns one tree may use: 1, 2 or unlimited. Only 1 and 2 can be explained exactly.", DefaultValueFactory = _ => "2" };
    private static readonly Option<int> Rounds = InvariantNumbers.Whole("--rounds", Defaults.Rounds, "Rounds of boosting at most.");
    private static readonly Option<double> LearningRate = InvariantNumbers.Fraction("--learning-rate", Defaults.LearningRate, "Shrinkage, over 0 and at most 1.");
    private static readonly Option<int> Leaves = InvariantNumbers.Whole("--leaves", Defaults.MaximumLeaves, "Leaves of one tree.");
    private static readonly Option<int> Depth = InvariantNumbers.Whole("--depth", Defaults.MaximumDepth, "Splits from root to leaf.");
    private static readonly Option<int> Bins = InvariantNumbers.Whole("--bins", Defaults.MaximumBins, "Bins of a column, at most 255.");
    private static readonly Option<double> ChildWeight = InvariantNumbers.Fraction("--minimum-child-weight", Defaults.MinimumChildWeight, "Least sum of second derivatives in a leaf.");
    private static readonly Option<double> L2 = InvariantNumbers.Fraction("--l2", Defaults.L2, "L2 penalty on leaf values.");
    private static readonly Option<double> RowShare = InvariantNumbers.Fraction("--row-share", Defaults.RowShare, "Share of rows drawn for each round.");
    private static readonly Option<double> ColumnShare = InvariantNumbers.Fraction("--column-share", Defaults.ColumnShare, "Share of columns drawn for each tree.");
    private static readonly Option<int?> Pairs = InvariantNumbers.Whole("--pairs", "Pairs of columns a model of order 2 uses at most; no limit when not given.");
    private static readonly Option<double> Validation = InvariantNumbers.Fraction("--validation-share", Defaults.ValidationShare, "Share of the training rows kept for early stopping; 0 for none.");
    private static readonly Option<int> Patience = InvariantNumbers.Whole("--patience", Defaults.PatienceRounds, "Rounds without improvement before training stops.");
    private static readonly Option<int?> Threads = InvariantNumbers.Whole("--threads", "Threads at most; the model does not depend on it.");
    private static readonly Option<string[]> Weights = new("--segment-weight") { Description = "Weigh a segment's rows, as HUOL=2.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Monotone = new("--monotone")
    {
        Description = "The chance of a segment never falls (+) or rises (-) along a column, as need.safety=+HUOL; of several named for one column, their chance together.", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly IReadOnlyList<Option> OfBoosting =
        [Order, Rounds, LearningRate, Leaves, Depth, Bins, ChildWeight, L2, RowShare, ColumnShare, Pairs, Validation, Patience, Threads, Weights, Monotone];

    public static void AddTo(Command command)
    {
        Order.AcceptOnlyFromAmong("1", "2", Unlimited);
        foreach (var option in OfBoosting.Prepend(Trainer))
            command.Options.Add(option);
    }

    /// <summary>The trainer asked for, and its settings in words.</summary>
    public static (ISegmentTrainer Trainer, IReadOnlyDictionary<string, string> Settings) Read(ParseResult parsed, ModelSchema schema)
    {
        var name = parsed.GetRequiredValue(Trainer);
        if (name != Boosting)
        {
            var ignored = OfBoosting.Where(option => parsed.GetResult(option) is { Implicit: false }).Select(option => option.Name).ToList();
            if (ignored.Count > 0)
                throw new CommandRefused($"{string.Join(", ", ignored)}: only boosting has these settings, and the trainer is {name}. Leave them out.");
            return (FindPlugin(name), new Dictionary<string, string>());
        }

        var options = ReadBoosting(parsed, schema);
        if (options.Faults() is { Count: > 0 } faults)
            throw new CommandRefused(string.Join(" ", faults));
        return (new BoostingTrainer(options), Describe(parsed, options));
    }

    /// <summary>The same trainer without a limit on interactions: what transparency costs.</summary>
    public static ISegmentTrainer WithoutLimit(ParseResult parsed, ModelSchema schema) =>
        new BoostingTrainer(ReadBoosting(parsed, schema) with { InteractionOrder = null, MonotoneConstraints = [], MaximumPairs = null, MaximumLeaves = Math.Max(16, parsed.GetValue(Leaves)) });

    public static ISegmentTrainer FindPlugin(string name)
    {
        var plugins = TrainerPlugins.Installed;
        return plugins.Trainers.FirstOrDefault(trainer => trainer.Name == name)
            ?? throw new CommandRefused(plugins.Explain(name, plugins.Trainers.Select(trainer => trainer.Name).Prepend(Boosting), TrainerPlugins.DefaultFolder));
    }

    private static BoostingOptions ReadBoosting(ParseResult parsed, ModelSchema schema) => new()
    {
        InteractionOrder = parsed.GetRequiredValue(Order) == Unlimited ? null : int.Parse(parsed.GetRequiredValue(Order), CultureInfo.InvariantCulture),
        Rounds = parsed.GetValue(Rounds),
        LearningRate = parsed.GetValue(LearningRate),
        MaximumLeaves = parsed.GetValue(Leaves),
        MaximumDepth = parsed.GetValue(Depth),
        MaximumBins = parsed.GetValue(Bins),
        MinimumChildWeight = parsed.GetValue(ChildWeight),
        L2 = parsed.GetValue(L2),
        RowShare = parsed.GetValue(RowShare),
        ColumnShare = parsed.GetValue(ColumnShare),
        MaximumPairs = parsed.GetValue(Pairs),
        ValidationShare = parsed.GetValue(Validation),
        PatienceRounds = parsed.GetValue(Patience),
        Threads = parsed.GetValue(Threads),
        SegmentWeights = ReadWeights(parsed.GetValue(Weights) ?? [], schema),
        MonotoneConstraints = [.. (parsed.GetValue(Monotone) ?? []).Select(text => ReadMonotone(text, schema))],
    };

    private static double[]? ReadWeights(string[] given, ModelSchema schema)
    {
        if (given.Length == 0)
            return null;
        var weights = schema.Segments.Select(_ => 1d).ToArray();
        foreach (var text in given)
        {
            var at = text.LastIndexOf('=');
            var segment = at < 0 ? -1 : schema.IndexOfSegment(text[..at]);
            if (segment < 0)
                throw new CommandRefused($"--segment-weight {text}: write it as SEGMENT=WEIGHT. The segments are {string.Join(", ", schema.Segments)}.");
            if (!InvariantNumbers.TryReadFraction(text.AsSpan(at + 1), out weights[segment]))
                throw new CommandRefused($"--segment-weight {text}: {InvariantNumbers.WhyNoFraction(text[(at + 1)..])}");
        }

        return weights;
    }

    private static MonotoneConstraint ReadMonotone(string text, ModelSchema schema)
    {
        var at = text.LastIndexOf('=');
        if (at > 0 && at + 2 < text.Length && text[at + 1] is '+' or '-')
        {
            var column = schema.IndexOf(text[..at]);
            var segment = schema.IndexOfSegment(text[(at + 2)..]);
            if (column >= 0 && segment >= 0)
                return new MonotoneConstraint(column, segment, text[at + 1] == '+');
        }

        throw new CommandRefused($"--monotone {text}: write it as COLUMN=+SEGMENT or COLUMN=-SEGMENT. The segments are {string.Join(", ", schema.Segments)}.");
    }

    /// <summary>What a model file says of its making; threads are left out, because the model does not depend on them.</summary>
    private static Dictionary<string, string> Describe(ParseResult parsed, BoostingOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["order"] = parsed.GetRequiredValue(Order),
            ["rounds"] = Invariant(options.Rounds),
            ["learning-rate"] = Invariant(options.LearningRate),
            ["leaves"] = Invariant(options.MaximumLeaves),
            ["depth"] = Invariant(options.MaximumDepth),
            ["bins"] = Invariant(options.MaximumBins),
            ["minimum-child-weight"] = Invariant(options.MinimumChildWeight),
            ["l2"] = Invariant(options.L2),
            ["row-share"] = Invariant(options.RowShare),
            ["column-share"] = Invariant(options.ColumnShare),
            ["validation-share"] = Invariant(options.ValidationShare),
            ["patience"] = Invariant(options.PatienceRounds),
        };
        if (options.MaximumPairs is { } pairs)
            settings["pairs"] = Invariant(pairs);
        if (parsed.GetValue(Weights) is { Length: > 0 } weights)
            settings["segment-weight"] = string.Join(' ', weights);
        if (parsed.GetValue(Monotone) is { Length: > 0 } monotone)
            settings["monotone"] = string.Join(' ', monotone);
        return settings;
    }

    private static string Invariant(double number) => number.ToString(CultureInfo.InvariantCulture);
}
