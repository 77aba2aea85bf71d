using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Clients;
using Palveluohjaus.Guidance.County;
using Palveluohjaus.SyntheticCounty.Answers;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.People;

/// <summary>A client as the county's process knows them, before anything has happened.</summary>
internal sealed record Person
{
    public required Sex Sex { get; init; }

    /// <summary>Age in days when the history starts.</summary>
    public required int AgeDays { get; init; }

    /// <summary>The life stage when the history starts. The traits are drawn from it.</summary>
    public required LifeStage Stage { get; init; }

    public required CountyMunicipality Home { get; init; }
    public required ServiceLanguage Language { get; init; }
    public required LatentTraits Traits { get; init; }
    public required RecordingHabits Recording { get; init; }
    public required bool IsProtected { get; init; }
    public required string GivenName { get; init; }
    public required string FamilyName { get; init; }

    public SegmentCode Segment => ProfessionalJudgement.Segment(Traits.Need, Traits.Resources);

    /// <summary>A Swedish speaker where Swedish is not the majority's language: the planted language gap.</summary>
    public bool IsInLanguageGap =>
        Language == ServiceLanguage.Swedish && Home.Municipality.LanguageStatus != MunicipalityLanguageStatus.BilingualSwedishMajority;

    // A record prints every field; an invented person's name has no business in a log either.
    public override string ToString() => nameof(Person);
}

/// <summary>Draws clients: age, home, language, latent traits and name.</summary>
internal sealed class DrawPerson(CountyParameters parameters)
{
    private const double DaysInYear = 365.25;

    // Ages from–to and their weight: tilted to those who use services, children's families and the old above all.
    private static readonly (int From, int To, double Weight)[] AgeBands =
        [(0, 7, 0.07), (7, 16, 0.08), (16, 25, 0.09), (25, 45, 0.18), (45, 65, 0.17), (65, 75, 0.12), (75, 85, 0.17), (85, 99, 0.12)];

    private static readonly double[] AgeWeights = [.. AgeBands.Select(band => band.Weight)];
    private static readonly double[] HomeWeights = [.. CountyMunicipalities.All.Select(home => (double)home.Municipality.Population)];

    private readonly RecordingHabits[] _recording =
    [
        .. CountyMunicipalities.All.Select(home =>
            parameters.BadRecording.FirstOrDefault(bad => bad.MunicipalityCode == home.Municipality.Code) ?? RecordingHabits.Good),
    ];

    public Person Draw(Random random)
    {
        var people = parameters.People;
        var (from, to, _) = AgeBands[random.Weighted(AgeWeights)];
        var ageDays = (int)((from + ((to - from) * random.NextDouble())) * DaysInYear);
        var homeIndex = random.Weighted(HomeWeights);
        var home = CountyMunicipalities.All[homeIndex];
        var language = DrawLanguage(home, random);
        var sex = random.Chance(0.54) ? Sex.Female : Sex.Male;
        var stage = LifeStages.Of((int)(ageDays / DaysInYear));

        var needNormal = random.Normal();
        var correlation = people.NeedResourcesCorrelation;
        var resourcesNormal = (correlation * needNormal) + (Math.Sqrt(1 - (correlation * correlation)) * random.Normal());
        return new Person
        {
            Sex = sex,
            AgeDays = ageDays,
            Stage = stage,
            Home = home,
            Language = language,
            Traits = LatentTraits.At(needNormal, resourcesNormal, stage, people),
            Recording = _recording[homeIndex],
            IsProtected = random.Chance(people.ProtectedShare),
            GivenName = InventedNames.Given(language, sex, random),
            FamilyName = InventedNames.Family(language, random),
        };
    }

    private ServiceLanguage DrawLanguage(CountyMunicipality home, Random random) =>
        random.Chance(parameters.People.OtherLanguageShare) ? ServiceLanguage.Other
        : random.Chance(home.SwedishShare) ? ServiceLanguage.Swedish
        : ServiceLanguage.Finnish;
}
