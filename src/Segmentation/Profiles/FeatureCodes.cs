namespace Palveluohjaus.Segmentation.Profiles;

/// <summary>The codes of the default catalogue, as they stand in stored assessments and in model files.</summary>
public static class FeatureCodes
{
    /// <summary>Managing daily life.</summary>
    public const string NeedDailyLiving = "need.daily-living";

    /// <summary>Physical health and long-term illness.</summary>
    public const string NeedHealth = "need.health";

    /// <summary>Mental health.</summary>
    public const string NeedMentalHealth = "need.mental-health";

    /// <summary>Use of alcohol and other substances, gambling included.</summary>
    public const string NeedSubstanceUse = "need.substance-use";

    /// <summary>Housing.</summary>
    public const string NeedHousing = "need.housing";

    /// <summary>Safety: violence, neglect, risk at home.</summary>
    public const string NeedSafety = "need.safety";

    /// <summary>Functional capacity that is getting worse.</summary>
    public const string NeedFunctionalDecline = "need.functional-decline";

    /// <summary>Services of several kinds that must work together.</summary>
    public const string NeedSeveralServices = "need.several-services";

    /// <summary>Strength to cope.</summary>
    public const string ResourcesCoping = "resources.coping";

    /// <summary>Support from family, friends and others close.</summary>
    public const string ResourcesCloseOnes = "resources.close-ones";

    /// <summary>Money that suffices.</summary>
    public const string ResourcesFinances = "resources.finances";

    /// <summary>Hope for the future.</summary>
    public const string ResourcesHope = "resources.hope";

    /// <summary>Skills of everyday life.</summary>
    public const string ResourcesEverydaySkills = "resources.everyday-skills";

    /// <summary>Use of digital services.</summary>
    public const string ResourcesDigital = "resources.digital";

    /// <summary>Contacts during the past 12 months.</summary>
    public const string ContactsInYear = "history.contacts-12-months";

    /// <summary>Contacts during the past 12 months that came within 30 days of an earlier one on the same main theme.</summary>
    public const string RepeatContactsInYear = "history.repeat-contacts-12-months";

    /// <summary>Handoffs between units during the past 12 months.</summary>
    public const string HandoffsInYear = "history.handoffs-12-months";

    /// <summary>The client's age.</summary>
    public const string AgeYears = "client.age-years";
}
