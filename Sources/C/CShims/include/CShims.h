#pragma once
#include "attributes.h"
#include "curl_shims.h"
