namespace Palveluohjaus.Guidance.Services;

/// <summary>Who gives a service, or what kind of place it is; the metrics' sector mix is counted from it.</summary>
public enum ServiceSector
{
    Public,
    ThirdSector,
    Company,
    MeetingPlace,
    FamilyCentre,
    RemoteService,

    /// <summary>Something else, or the catalogue does not say.</summary>
    Other,
}

/// <summary>Whether a service takes new clients, as those who keep the directory have been told.</summary>
public enum ServiceCapacity
{
    NotTold,
    Free,
    Few,
    Full,
}
