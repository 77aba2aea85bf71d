namespace Palveluohjaus.Guidance.Clients;

/// <summary>Why it was asked how a protected client (turvakielto) is reached. A closed list: the audit holds no free text.</summary>
public enum ProtectedReason
{
    /// <summary>The client must be reached about their own matter.</summary>
    ReachingClient,

    /// <summary>A service agreed with the client is brought to where they live.</summary>
    ArrangingService,

    /// <summary>Somebody's life, health or safety is in danger.</summary>
    Danger,

    /// <summary>What is recorded must be corrected.</summary>
    DataCorrection,

    /// <summary>The law obliges to give the information to an authority.</summary>
    StatutoryDuty,
}
