namespace Palveluohjaus.Guidance.Contacts;

/// <summary>How the matter was handled. Codes in brackets: THL – Yhteystapa.</summary>
public enum ContactChannel
{
    /// <summary>Phone call [R50].</summary>
    Phone,

    /// <summary>The client came to the office [R10].</summary>
    Visit,

    /// <summary>Home visit [R20].</summary>
    HomeVisit,

    /// <summary>A visit elsewhere: a workplace, a hospital, sheltered housing [R41].</summary>
    VisitElsewhere,

    /// <summary>Remote reception by video, in real time [R52].</summary>
    RemoteReception,

    /// <summary>Chat, in real time [R52].</summary>
    Chat,

    /// <summary>Message or e-mail, not in real time [R56].</summary>
    Message,

    /// <summary>Electronic form, not in real time [R56].</summary>
    EForm,

    /// <summary>Letter [R90].</summary>
    Letter,

    /// <summary>Remote consultation between professionals, with or without the client [R60].</summary>
    Consultation,

    /// <summary>A meeting of several professionals on the client's matter [R71].</summary>
    NetworkMeeting,

    /// <summary>Raised inside the organisation, without the client [R72].</summary>
    Internal,
}
