using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Answers;

/// <summary>How well the county's segment labels could be predicted at best. No model can do better: the rest is the professionals' own noise.</summary>
public sealed record BestReachableAccuracy
{
    private const int DefaultSamples = 10_000;

    /// <summary>Knowing the latent need and resources themselves: the mean of the most probable label's probability.</summary>
    public required double GivenTraits { get; init; }

    /// <summary>Knowing the answers of one assessment and the life stage: the mean of the most probable label's posterior probability.</summary>
    public required double GivenAnswers { get; init; }

    /// <summary>Naming the commonest segment every time.</summary>
    public required double NamingTheCommonest { get; init; }

    /// <summary>Standard error of <see cref="GivenAnswers"/> from the finite number of samples; that of <see cref="GivenTraits"/> is about the same.</summary>
    public required double StandardError { get; init; }

    /// <param name="parameters">The county whose labels are meant; its seed gives other people than those of the county itself.</param>
    /// <param name="samples">Clients drawn. The error falls with its square root.</param>
    public static BestReachableAccuracy Compute(CountyParameters parameters, int samples = DefaultSamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        var error = parameters.Labels.PerceptionError;
        var streams = new RandomStreams(~parameters.Seed);
        var drawPerson = new DrawPerson(parameters);
        var posterior = new LabelPosterior(parameters);
        Span<double> labelShares = stackalloc double[4];
        Span<double> chances = stackalloc double[4];
        double traitSum = 0, answerSum = 0, answerSquares = 0;
        labelShares.Clear();

        for (var number = 0; number < samples; number++)
        {
            var person = drawPerson.Draw(streams.Of(StreamPurpose.Person, number));
            var needHigh = ProfessionalJudgement.ChanceSeenHigh(person.Traits.Need, error);
            var resourcesHigh = ProfessionalJudgement.ChanceSeenHigh(person.Traits.Resources, error);
            LabelPosterior.Spread(needHigh, resourcesHigh, needHigh * resourcesHigh, chances);
            traitSum += Largest(chances);
            for (var label = 0; label < chances.Length; label++)
                labelShares[label] += chances[label];

            var sheet = AnswerSheet.Draw(person.Traits, person.Recording.MissingAnswersShare, streams.Of(StreamPurpose.Answers, number));
            posterior.Of(sheet, person.Stage, chances);
            var best = Largest(chances);
            answerSum += best;
            answerSquares += best * best;
        }

        var mean = answerSum / samples;
        return new BestReachableAccuracy
        {
            GivenTraits = traitSum / samples,
            GivenAnswers = mean,
            NamingTheCommonest = Largest(labelShares) / samples,
            StandardError = Math.Sqrt(Math.Max(0, (answerSquares / samples) - (mean * mean)) / samples),
        };
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
            largest = Math.Max(largest, value);
        return largest;
    }
}

/// <summary>The probabilities of the four labels given one assessment's answers and the life stage, by Bayes' rule on a grid over the latent traits.</summary>
internal sealed class LabelPosterior
{
    private const int Points = 41;
    private const double Reach = 4;
    private static readonly int Stages = Enum.GetValues<LifeStage>().Length;
    private readonly Grid[] _grids;

    public LabelPosterior(CountyParameters parameters) =>
        _grids = [.. Enumerable.Range(0, Stages).Select(stage => new Grid((LifeStage)stage, parameters))];

    /// <summary>Fills <paramref name="chances"/> with the probabilities of OMA, TUKI, YHT and HUOL.</summary>
    public void Of(AnswerSheet sheet, LifeStage stage, Span<double> chances)
    {
        var grid = _grids[(int)stage];
        Span<double> needLikelihood = stackalloc double[Points];
        Span<double> resourcesLikelihood = stackalloc double[Points];
        Grid.Likelihood(grid.NeedRatings, sheet.Need, needLikelihood);
        Grid.Likelihood(grid.ResourcesRatings, sheet.Resources, resourcesLikelihood);

        double total = 0, needHigh = 0, resourcesHigh = 0, bothHigh = 0;
        for (var i = 0; i < Points; i++)
        {
            double row = 0, rowHigh = 0;
            for (var j = 0; j < Points; j++)
            {
                var mass = grid.Prior[(i * Points) + j] * resourcesLikelihood[j];
                row += mass;
                rowHigh += mass * grid.ResourcesSeenHigh[j];
            }

            total += row * needLikelihood[i];
            resourcesHigh += rowHigh * needLikelihood[i];
            needHigh += row * needLikelihood[i] * grid.NeedSeenHigh[i];
            bothHigh += rowHigh * needLikelihood[i] * grid.NeedSeenHigh[i];
        }

        Spread(needHigh / total, resourcesHigh / total, bothHigh / total, chances);
    }

    /// <summary>From the chances that each axis, and both, are seen high to those of the four segments.</summary>
    public static void Spread(double needHigh, double resourcesHigh, double bothHigh, Span<double> chances)
    {
        chances[(int)SegmentCode.OMA] = resourcesHigh - bothHigh;
        chances[(int)SegmentCode.TUKI] = 1 - needHigh - resourcesHigh + bothHigh;
        chances[(int)SegmentCode.YHT] = bothHigh;
        chances[(int)SegmentCode.HUOL] = needHigh - bothHigh;
    }

    private sealed class Grid
    {
        public Grid(LifeStage stage, CountyParameters parameters)
        {
            var correlation = parameters.People.NeedResourcesCorrelation;
            var need = new double[Points];
            var resources = new double[Points];
            for (var i = 0; i < Points; i++)
            {
                (need[i], resources[i]) = LatentTraits.At(Normal(i), Normal(i), stage, parameters.People);
                NeedSeenHigh[i] = ProfessionalJudgement.ChanceSeenHigh(need[i], parameters.Labels.PerceptionError);
                ResourcesSeenHigh[i] = ProfessionalJudgement.ChanceSeenHigh(resources[i], parameters.Labels.PerceptionError);
                for (var j = 0; j < Points; j++)
                {
                    var (x, y) = (Normal(i), Normal(j));
                    Prior[(i * Points) + j] = Math.Exp(-((x * x) - (2 * correlation * x * y) + (y * y)) / (2 * (1 - (correlation * correlation))));
                }
            }

            NeedRatings = Tabulate(AssessmentItem.OfNeed, need);
            ResourcesRatings = Tabulate(AssessmentItem.OfResources, resources);
        }

        public double[] Prior { get; } = new double[Points * Points];
        public double[] NeedSeenHigh { get; } = new double[Points];
        public double[] ResourcesSeenHigh { get; } = new double[Points];

        /// <summary>Item × rating × point.</summary>
        public double[] NeedRatings { get; }

        public double[] ResourcesRatings { get; }

        // An item left unanswered says nothing: whether it is answered does not depend on the traits.
        public static void Likelihood(double[] table, int?[] ratings, Span<double> likelihood)
        {
            likelihood.Fill(1);
            for (var item = 0; item < ratings.Length; item++)
            {
                if (ratings[item] is not { } rating)
                    continue;
                var offset = ((item * AssessmentItem.Ratings) + rating) * Points;
                for (var i = 0; i < Points; i++)
                    likelihood[i] *= table[offset + i];
            }
        }

        private static double Normal(int point) => (2 * Reach * point / (Points - 1)) - Reach;

        private static double[] Tabulate(IReadOnlyList<AssessmentItem> items, double[] traits)
        {
            var table = new double[items.Count * AssessmentItem.Ratings * Points];
            Span<double> probabilities = stackalloc double[AssessmentItem.Ratings];
            for (var item = 0; item < items.Count; item++)
            {
                for (var i = 0; i < Points; i++)
                {
                    items[item].RatingProbabilities(traits[i], probabilities);
                    for (var rating = 0; rating < AssessmentItem.Ratings; rating++)
                        table[(((item * AssessmentItem.Ratings) + rating) * Points) + i] = probabilities[rating];
                }
            }

            return table;
        }
    }
}
