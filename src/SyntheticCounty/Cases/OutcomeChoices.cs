using Palveluohjaus.Guidance.Contacts;
using Palveluohjaus.SyntheticCounty.People;

namespace Palveluohjaus.SyntheticCounty.Cases;

/// <summary>How a contact ends, from whether it opens a matter and what has been promised on it.</summary>
internal static class OutcomeChoices
{
    public static ContactOutcome Opening(ComingContact coming, Person person, bool isFirstAssessmentDue, Random random)
    {
        if (isFirstAssessmentDue)
            return ContactOutcome.FirstAssessment;
        var handoff = coming.Kind == ComingKind.NewMatter ? 0.08 + (0.0045 * person.Traits.Need) : 0.14;
        return random.Weighted([handoff, 0.16, 0.38, 0.24, 0.06]) switch
        {
            0 => ContactOutcome.Handoff,
            1 => ContactOutcome.Callback,
            2 => ContactOutcome.SolvedHere,
            3 => ContactOutcome.GuidedToService,
            _ => ContactOutcome.NothingFurther,
        };
    }

    public static ContactOutcome Joining(ComingContact coming, DraftCase draft, DateTime atUtc, Random random)
    {
        var mayPromiseCallback = coming.Kind != ComingKind.Callback;
        if (!draft.IsPromised)
        {
            return random.Weighted([0.52, 0.26, 0.08, 0.14, mayPromiseCallback ? 0.12 : 0]) switch
            {
                0 => ContactOutcome.SolvedHere,
                1 => ContactOutcome.GuidedToService,
                2 => ContactOutcome.NothingFurther,
                3 => ContactOutcome.Handoff,
                _ => ContactOutcome.Callback,
            };
        }

        // The matter goes on in its assessment, unless the client no longer needs it.
        var mayClose = draft.FirstAssessmentAtUtc is not { } assessedAtUtc || assessedAtUtc < atUtc;
        return random.Weighted([0.80, mayPromiseCallback ? 0.13 : 0, mayClose ? 0.07 : 0]) switch
        {
            0 => ContactOutcome.FirstAssessment,
            1 => ContactOutcome.Callback,
            _ => ContactOutcome.NothingFurther,
        };
    }
}
