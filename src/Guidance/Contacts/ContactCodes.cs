namespace Palveluohjaus.Guidance.Contacts;

public enum ContactInitiator
{
    Client,
    CloseOne,
    Professional,
    Outreach,
}

/// <summary>Reasons for a need of support, after the list of the Social Welfare Act (sosiaalihuoltolaki 1301/2014) 11 §.</summary>
public enum NeedReason
{
    EverydayLiving,
    Housing,
    Finances,
    Participation,
    Violence,
    AcuteCrisis,
    ChildDevelopment,
    SubstancesHealthDisabilityAge,
    OtherFunctionalCapacity,
    SupportingCloseOnes,
}

public enum Urgency
{
    NotUrgent,
    Urgent,

    /// <summary>Life, health or safety is at risk: assessed at once (sosiaalihuoltolaki 36 §).</summary>
    Immediate,
}

/// <summary>Why the client had to get in touch again. Everything but <see cref="NewNeed"/> is failure demand.</summary>
public enum RepeatReason
{
    NewNeed,
    AskedForStatus,
    DecisionMissing,
    WrongPlace,
    UnclearLetter,
    TechnicalFault,
}

public enum ContactOutcome
{
    SolvedHere,
    GuidedToService,
    FirstAssessment,
    Handoff,
    Callback,
    NothingFurther,
}
