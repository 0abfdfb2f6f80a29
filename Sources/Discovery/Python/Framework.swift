/// What an application in Python is built with, as far as it decides how it is started.
package enum Framework: String, Sendable, Hashable, CaseIterable {
    /// In the order in which they are looked for: pages are often served beside an API.
    case streamlit, gradio, django, flask, fastapi, starlette

    package var title: String {
        switch self {
        case .streamlit: "Streamlit"
        case .gradio: "Gradio"
        case .django: "Django"
        case .flask: "Flask"
        case .fastapi: "FastAPI"
        case .starlette: "Starlette"
        }
    }

    /// Where it listens unless told otherwise.
    /// - Source: each one's documentation, and uvicorn's and gunicorn's for those that they serve.
    var port: Int {
        switch self {
        case .streamlit: 8501
        case .gradio: 7860
        case .django, .flask, .fastapi, .starlette: 8000
        }
    }

    /// What answers as soon as it is up, where every application has it.
    /// - Source: Streamlit's documentation, "Deploy Streamlit using Docker".
    var healthPath: String? { self == .streamlit ? "/_stcore/health" : nil }

    /// Made for people rather than for programs.
    var isPage: Bool { self == .streamlit || self == .gradio }

    /// In MiB.
    package var memory: Int { self == .gradio ? 2048 : 1024 }

    /// What it needs to be reached from outside of its container.
    var variables: [String: String] {
        self == .gradio ? ["GRADIO_SERVER_NAME": "0.0.0.0", "GRADIO_ANALYTICS_ENABLED": "0"] : [:]
    }

    /// Types whose value is the application that a server is told.
    var constructors: [String] {
        switch self {
        case .fastapi: ["FastAPI("]
        case .starlette: ["Starlette("]
        case .flask: ["Flask("]
        case .streamlit, .gradio, .django: []
        }
    }
}
