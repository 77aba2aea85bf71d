using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.ClientSegments;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.SyntheticCounty.Answers;
using Palveluohjaus.SyntheticCounty.People;
using Palveluohjaus.SyntheticCounty.Places;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>Assesses a client and decides the segment.</summary>
/// <param name="setting">The county.</param>
/// <param name="person">Who the client is.</param>
/// <param name="clientId">The client's id.</param>
/// <param name="ids">The client's ids.</param>
/// <param name="random">The client's history.</param>
/// <param name="secondOpinions">A stream of its own, so that the share of double coding changes nothing else in the county.</param>
internal sealed class AssessmentDesk(CountySetting setting, Person person, Guid clientId, DerivedIds ids, Random random, Random secondOpinions)
{
    private static readonly string[] FinnishReasons =
        ["Asiakkaan tilanne on muuttunut vastausten jälkeen.", "Läheisten tuki on vahvempaa kuin vastauksista näkyy.", "Kokonaisuus on vaativampi kuin pisteet kertovat.", "Asiakas pärjää omalla suunnitelmallaan."];

    private static readonly string[] SwedishReasons =
        ["Klientens situation har förändrats efter svaren.", "Stödet från de närstående är starkare än svaren visar.", "Helheten är mer krävande än poängen säger.", "Klienten klarar sig med sin egen plan."];

    private static readonly string[] SegmentNames = Enum.GetNames<SegmentCode>();

    private readonly LabelParameters _labels = setting.Parameters.Labels;

    public void Assess(HistoryBatch batch, DateTime atUtc, LifeStage stage, Guid? caseId, CountyUnit unit)
    {
        var workerId = random.Pick(unit.Workers).Id;
        var sheet = AnswerSheet.Draw(person.Traits, person.Recording.MissingAnswersShare, random);
        batch.Assessments.Add(new Assessment
        {
            Id = ids.Next(),
            ClientId = clientId,
            CaseId = caseId,
            LifeStage = stage,
            Answers = sheet.ToAnswers(),
            AssessedAtUtc = atUtc,
            WorkerId = workerId,
        });

        // The professional does not lean on the suggestion: given the traits, the label depends on nothing else.
        var decided = ProfessionalJudgement.Decide(person.Traits, _labels.PerceptionError, random);
        var isShown = atUtc >= setting.MonthUtc(_labels.SuggestionsFromMonth) && random.Chance(_labels.SuggestedShare);
        var suggested = isShown ? sheet.PlainSuggestion() : null;
        var isOverride = suggested is not null && suggested != decided;
        batch.SegmentDecisions.Add(new SegmentDecision
        {
            ClientId = clientId,
            Segment = SegmentNames[(int)decided],
            SuggestedSegment = suggested is { } code ? SegmentNames[(int)code] : null,
            OverrideReason = isOverride ? random.Pick(person.Language == Guidance.Clients.ServiceLanguage.Swedish ? SwedishReasons : FinnishReasons) : null,
            DecidedAtUtc = atUtc,
            WorkerId = workerId,
            SecondsToDecide = SecondsToDecide(random, suggested is null, isOverride),
        });
        DecideAgain(batch, atUtc, unit, workerId);
    }

    private void DecideAgain(HistoryBatch batch, DateTime firstAtUtc, CountyUnit unit, Guid firstWorkerId)
    {
        if (!secondOpinions.Chance(_labels.DoubleCodedShare))
            return;
        var atUtc = setting.Rhythm.WorkAfter(firstAtUtc, 1 + (3 * secondOpinions.NextDouble()), secondOpinions);
        if (atUtc > setting.EndsAtUtc)
            return;

        batch.SegmentDecisions.Add(new SegmentDecision
        {
            ClientId = clientId,
            Segment = SegmentNames[(int)ProfessionalJudgement.Decide(person.Traits, _labels.PerceptionError, secondOpinions)],
            DecidedAtUtc = atUtc,
            WorkerId = secondOpinions.Pick([.. unit.Workers.Select(worker => worker.Id).Where(workerId => workerId != firstWorkerId)]),
            SecondsToDecide = SecondsToDecide(secondOpinions, isUnaided: true, isOverride: false),
        });
    }

    private int SecondsToDecide(Random random, bool isUnaided, bool isOverride)
    {
        if (!isUnaided && !isOverride && random.Chance(_labels.RubberStampShare))
            return 1 + random.Next(4);
        var median = isUnaided ? 110 : isOverride ? 95 : 42;
        return Math.Clamp((int)random.LogNormal(median, 0.6), 5, 3600);
    }
}
